package org.everyshot.cli;

import picocli.CommandLine.Command;

/// Shots with known truth.
@Command(
    name = "simulate",
    description = "%nSimulates an experiment, with known truth.",
    mixinStandardHelpOptions = true,
    synopsisHeading = "Usage: ",
    synopsisSubcommandLabel = "KIND",
    commandListHeading = "%nKinds:%n",
    optionListHeading = "%nOptions:%n",
    subcommands = {SimulateFxs.class, SimulateSfx.class})
final class Simulate {}
