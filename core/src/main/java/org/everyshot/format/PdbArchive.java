package org.everyshot.format;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import org.everyshot.fault.DamagedDataException;
import org.everyshot.fault.UserInputException;
import org.jspecify.annotations.Nullable;

/// Fetches entries of the Protein Data Bank over HTTPS and keeps them in the user's cache folder.
///
/// An entry is asked for as `BASE/ID.cif.gz`. System property `everyshot.pdb.url` or environment
/// variable `EVERYSHOT_PDB_URL` name another base, such as a mirror. Only what parses as an mmCIF
/// with atoms is kept.
public final class PdbArchive {
  private static final String DEFAULT_BASE = "https://files.rcsb.org/download";
  private static final Pattern ID = Pattern.compile("[0-9][A-Za-z0-9]{3}");
  private static final int MOST_BYTES = 1 << 28;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final String base;
  private final Path cache;

  /// The archive that the environment names, with the user's cache.
  public PdbArchive() {
    this(environmentBase(), environmentCache());
  }

  PdbArchive(String base, Path cache) {
    this.base = base.replaceFirst("/+$", "");
    this.cache = cache;
  }

  private static String environmentBase() {
    String property = System.getProperty("everyshot.pdb.url");
    String variable = property != null ? property : System.getenv("EVERYSHOT_PDB_URL");
    return variable != null ? variable : DEFAULT_BASE;
  }

  private static Path environmentCache() {
    @Nullable String folder = System.getenv("XDG_CACHE_HOME");
    Path caches =
        folder != null && !folder.isBlank()
            ? Path.of(folder)
            : Path.of(System.getProperty("user.home"), ".cache");
    return caches.resolve("everyshot").resolve("pdb");
  }

  /// Whether a text is a PDB identifier: a digit and three letters or digits.
  public static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  /// The file of an entry, fetched where it is not in the cache.
  ///
  /// @throws UserInputException without a network, or where there is no such entry
  public Path file(String id) {
    if (!isId(id)) {
      throw new UserInputException(
          id + ": expected a PDB id such as 2TLI: a digit and three letters or digits");
    }
    String entry = id.toUpperCase(Locale.ROOT);
    Path cached = cache.resolve(entry + ".cif.gz");
    if (!Files.isRegularFile(cached)) {
      byte[] bytes = fetch(entry);
      validate(entry, bytes);
      keep(cached, bytes);
    }
    return cached;
  }

  private byte[] fetch(String entry) {
    String url = base + "/" + entry + ".cif.gz";
    try (HttpClient client =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(PATIENCE)
            .build()) {
      HttpRequest request = HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).build();
      HttpResponse<InputStream> response =
          client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        if (response.statusCode() == 404) {
          throw new UserInputException(
              "PDB entry " + entry + " does not exist at " + base + "; check the id");
        }
        if (response.statusCode() != 200) {
          throw new UserInputException(
              url + " answered " + response.statusCode() + "; try later or give a file");
        }
        byte[] bytes = body.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
          throw new UserInputException(
              url + ": more than 256 MiB; fetch the entry by hand and give the file");
        }
        return bytes;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserInputException("fetching PDB entry " + entry + " was interrupted", e);
    } catch (IOException | IllegalArgumentException e) {
      throw new UserInputException(
          String.format(
              "PDB entry %s cannot be fetched from %s (%s); check the network or give a file",
              entry, base, reason(e)),
          e);
    }
  }

  private static String reason(Exception e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }

  private void validate(String entry, byte[] bytes) {
    String source = base + "/" + entry + ".cif.gz";
    try {
      StructureFile.readGzippedMmcif(source, bytes);
    } catch (IOException e) {
      throw new DamagedDataException(
          source + ": answered " + bytes.length + " bytes that are no gzipped mmCIF; try later", e);
    }
  }

  private static void keep(Path cached, byte[] bytes) {
    try {
      Files.createDirectories(cached.toAbsolutePath().getParent());
    } catch (IOException e) {
      throw new UserInputException(
          cached.getParent()
              + ": cannot be made; set XDG_CACHE_HOME to a folder that can be written",
          e);
    }
    try (AsideFile file = AsideFile.create(cached)) {
      file.write(ByteBuffer.wrap(bytes), 0);
      file.commit();
    }
  }
}
