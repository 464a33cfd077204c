package org.everyshot.format;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.everyshot.fault.DamagedDataException;
import org.everyshot.fault.UserInputException;
import org.everyshot.structure.Structure;

/// Reads a structure: PDB, mmCIF, or an MRC/CCP4 map, each also gzipped.
///
/// The kind follows from the name (`.pdb .ent .cif .mmcif .mrc .map .ccp4`, then `.gz`).
///
/// @param structure the atoms or the map
/// @param sha256 hash of the file's bytes, as they are on disk
public record StructureFile(Structure structure, String sha256) {
  /// Text of more bytes than this is not read: the largest assemblies are below 1 GB.
  private static final long MOST_TEXT = 2_000_000_000;

  /// No gzip stream inflates more than this.
  private static final long GZIP_RATIO = 1032;

  /// @throws UserInputException where there is no such file or its kind is unknown
  /// @throws DamagedDataException where the file is not what it claims
  public static StructureFile read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new UserInputException(
          file + ": no such file; give a structure file or a four-character PDB id");
    }
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    boolean zipped = name.endsWith(".gz");
    String kind = zipped ? name.substring(0, name.length() - 3) : name;
    kind = kind.substring(kind.lastIndexOf('.') + 1);
    try (var raw = new DigestInputStream(Files.newInputStream(file), digest())) {
      long size = Files.size(file);
      InputStream bytes = zipped ? new GZIPInputStream(raw, 1 << 16) : raw;
      long most = zipped ? Math.multiplyExact(size, GZIP_RATIO) : size;
      Structure structure =
          switch (kind) {
            case "pdb", "ent" -> PdbFile.read(file.toString(), text(file, bytes, most));
            case "cif", "mmcif" -> MmcifFile.read(file.toString(), text(file, bytes, most));
            case "mrc", "map", "ccp4" -> MrcFile.read(file.toString(), bytes, most);
            default ->
                throw new UserInputException(
                    file
                        + ": expected a structure ending in .pdb, .ent, .cif, .mmcif, .mrc, .map or"
                        + " .ccp4, perhaps with .gz");
          };
      raw.transferTo(java.io.OutputStream.nullOutputStream());
      return new StructureFile(
          structure, HexFormat.of().formatHex(raw.getMessageDigest().digest()));
    } catch (IOException e) {
      throw new DamagedDataException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /// Bytes of a text, no more than memory can take.
  private static byte[] text(Path file, InputStream bytes, long most) throws IOException {
    byte[] text = bytes.readNBytes((int) Math.min(most, MOST_TEXT) + 1);
    if (text.length > MOST_TEXT) {
      throw new UserInputException(file + ": more than 2 GB of text; split the assembly");
    }
    return text;
  }

  /// As [#read(Path)], for bytes that are known to be a gzipped mmCIF.
  static Structure readGzippedMmcif(String name, byte[] zipped) throws IOException {
    try (var bytes = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
      long most = Math.min(MOST_TEXT, zipped.length * GZIP_RATIO);
      return MmcifFile.read(name, bytes.readNBytes((int) most));
    }
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
