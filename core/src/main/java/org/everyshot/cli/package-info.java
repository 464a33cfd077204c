/// The command line: one file per verb, named like the verb.
///
/// A verb extends [Verb], which brings the common options ([CommonOptions]: `--out`, `--json`,
/// `--quiet`, `--threads`, `--seed`, `--config`, `--force`) and turns whatever is thrown into one
/// line and an exit status ([Failures]). It implements `perform(Screen, JsonResult)`:
///
/// ```java
/// @Command(name = "shake", description = "Shakes a file.")
/// final class Shake extends Verb {
///   @Option(names = "--times", paramLabel = "N", description = "How often (default: 3).")
///   private int times = 3;
///
///   @Override
///   void perform(Screen screen, JsonResult result) throws IOException, InterruptedException {
///     Path out = common.out("shaken.h5");
///     Outputs.check(out, common.force());          // before the work: exists? folder writable?
///     try (var job = new LocalEngine(common.threads()).start(source, accumulator, ledger);
///         var watch = screen.follow("shake", job)) {  // status line; Ctrl-C stops the job
///       R shaken = watch.await();
///       ...                                          // write
///     }
///     screen.say("shaken: " + out);
///     result.put("out", out);                        // fields of the --json line
///   }
/// }
/// ```
///
/// A new verb is entered in the table in [Everyshot]. Only `cli` prints.
@NullMarked
package org.everyshot.cli;

import org.jspecify.annotations.NullMarked;
