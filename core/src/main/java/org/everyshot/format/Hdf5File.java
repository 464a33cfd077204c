package org.everyshot.format;

import io.jhdf.AbstractNode;
import io.jhdf.HdfFile;
import io.jhdf.ObjectHeader;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.NodeType;
import io.jhdf.dataset.DatasetLoader;
import io.jhdf.object.message.DataSpaceMessage;
import io.jhdf.storage.HdfBackingStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.everyshot.fault.DamagedDataException;
import org.everyshot.fault.UserInputException;
import org.jspecify.annotations.Nullable;

/// An HDF5 file open for reading, its links followed, into other files too.
///
/// Finding is for one thread at a time; what is found can be read by several.
final class Hdf5File implements AutoCloseable {
  private static final int MOST_LINKS = 32;

  private static final int MOST_TEXTS = 100_000;

  /// Bytes that texts may unpack to beyond the size of the file.
  private static final long MOST_TEXT_BYTES = 4 << 20;

  private final Path path;
  private final HdfFile file;
  private final BoundedStorage storage;
  private final Map<Path, Hdf5File> others;
  private final FileBytes bytes;

  private Hdf5File(Path path, HdfFile file, FileBytes bytes, Map<Path, Hdf5File> others) {
    this.path = path;
    this.file = file;
    this.storage = new BoundedStorage(file.getHdfBackingStorage());
    this.bytes = bytes;
    this.others = others;
  }

  /// @throws UserInputException where there is no such file
  /// @throws DamagedDataException where it is not an HDF5 file, or a damaged one
  static Hdf5File open(Path path) {
    return open(path, new HashMap<>());
  }

  private static Hdf5File open(Path path, Map<Path, Hdf5File> others) {
    if (!Files.exists(path)) {
      throw new UserInputException(path + ": no such file");
    }
    if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
      throw new UserInputException(path + ": is not a file that can be read");
    }
    // jHDF finds external files only from an absolute path.
    Path absolute = path.toAbsolutePath().normalize();
    HdfFile file = Hdf5Fault.guarded(path, "/", () -> new HdfFile(absolute));
    FileBytes bytes;
    try {
      bytes = FileBytes.open(absolute);
    } catch (IOException e) {
      file.close();
      throw new DamagedDataException(path + ": cannot be read: " + e.getMessage(), e);
    }
    var opened = new Hdf5File(absolute, file, bytes, others);
    others.put(absolute, opened);
    return opened;
  }

  Path path() {
    return path;
  }

  /// An object and the file that it is in.
  ///
  /// @param address of its header
  /// @param place its path there, links followed
  record Found(Hdf5File file, long address, String place) {
    @Nullable Map<String, Hdf5Link> links() {
      return Hdf5Fault.guarded(file.path, place, () -> Hdf5Link.in(file.storage, address));
    }

    /// The dataset; null where it is something else.
    @Nullable Dataset dataset() {
      return Hdf5Fault.guarded(
          file.path,
          place,
          () -> {
            ObjectHeader header = ObjectHeader.readObjectHeader(file.storage, address);
            return header.hasMessageOfType(DataSpaceMessage.class)
                ? DatasetLoader.createDataset(file.storage, header, place, file.file)
                : null;
          });
    }

    /// Attributes by name, whatever it is.
    Map<String, Attribute> attributes() {
      return new AnyNode(file.storage, address, place, file.file).getAttributes();
    }
  }

  /// An object of which only the attributes are asked for.
  private static final class AnyNode extends AbstractNode {
    AnyNode(HdfBackingStorage storage, long address, String name, Group parent) {
      super(storage, address, name, parent);
    }

    @Override
    public NodeType getType() {
      return NodeType.GROUP;
    }
  }

  /// What is at a path, links followed; null where there is nothing.
  @Nullable Found find(String where) {
    return find(where, new int[] {MOST_LINKS});
  }

  private @Nullable Found find(String where, int[] linksLeft) {
    Found at = new Found(this, file.getAddress(), "");
    for (String name : where.split("/", -1)) {
      if (name.isEmpty() || name.equals(".")) {
        continue;
      }
      Map<String, Hdf5Link> links = at.links();
      Hdf5Link link = links == null ? null : links.get(name);
      if (link == null) {
        return null;
      }
      at = at.file().follow(link, at.place(), name, linksLeft);
      if (at == null) {
        return null;
      }
    }
    return at;
  }

  private @Nullable Found follow(Hdf5Link link, String folder, String name, int[] linksLeft) {
    String place = folder + "/" + name;
    if (!(link instanceof Hdf5Link.Hard) && linksLeft[0]-- == 0) {
      throw new DamagedDataException(path + ": " + place + ": links lead in a circle");
    }
    return switch (link) {
      case Hdf5Link.Hard hard -> new Found(this, hard.address(), place);
      case Hdf5Link.Soft soft ->
          find((soft.target().startsWith("/") ? "" : folder + "/") + soft.target(), linksLeft);
      case Hdf5Link.External external ->
          other(external.file(), place).find(external.target(), linksLeft);
    };
  }

  private Hdf5File other(String name, String place) {
    Path other;
    try {
      other = path.resolveSibling(name).normalize();
    } catch (InvalidPathException e) {
      throw new DamagedDataException(path + ": " + place + ": link to a file of no name", e);
    }
    if (!Files.exists(other)) {
      throw new UserInputException(
          path + ": " + place + " is in " + other + ", which is absent; copy it there");
    }
    Hdf5File opened = others.get(other);
    return opened == null ? open(other, others) : opened;
  }

  /// Another file, closed together with this one.
  Hdf5File beside(Path other) {
    Hdf5File opened = others.get(other.toAbsolutePath().normalize());
    return opened == null ? open(other, others) : opened;
  }

  private @Nullable Dataset dataset(@Nullable Found found) {
    if (found == null || found.links() != null) {
      return null;
    }
    return found.dataset();
  }

  /// The dataset of numbers at a path; null where there is none.
  @Nullable Hdf5Array array(String where) {
    Found found = find(where);
    Dataset dataset = dataset(found);
    if (found == null || dataset == null) {
      return null;
    }
    return Hdf5Fault.guarded(
        found.file().path, where, () -> Hdf5Array.of(found.file(), dataset, where));
  }

  /// The dataset of numbers at a path.
  Hdf5Array require(String where) {
    Hdf5Array array = array(where);
    if (array == null) {
      throw new UserInputException(path + ": has no dataset " + where);
    }
    return array;
  }

  /// Names of what is in a group, in order; empty where there is no such group.
  List<String> names(String where) {
    Found found = find(where);
    Map<String, Hdf5Link> links = found == null ? null : found.links();
    return links == null ? List.of() : List.copyOf(links.keySet());
  }

  /// Texts of a small dataset of texts; empty where there is none.
  List<String> texts(String where) {
    Found found = find(where);
    Dataset dataset = dataset(found);
    if (found == null || dataset == null) {
      return List.of();
    }
    return Hdf5Fault.guarded(
        found.file().path,
        where,
        () -> {
          if (dataset.getSize() > MOST_TEXTS
              || dataset.getSizeInBytes() > MOST_TEXT_BYTES + bytes.size()) {
            throw new DamagedDataException(
                "%s: %s: %d texts in %d bytes, more than the file can hold; copy it again"
                    .formatted(path, where, dataset.getSize(), dataset.getSizeInBytes()));
          }
          Object data = dataset.getData();
          Object[] all = data instanceof Object[] many ? many : new Object[] {data};
          return Arrays.stream(all).map(text -> String.valueOf(text).trim()).toList();
        });
  }

  /// The attributes of an object, by name.
  Map<String, Object> attributes(String where) {
    Found found = find(where);
    if (found == null) {
      return Map.of();
    }
    return Hdf5Fault.guarded(
        found.file().path,
        where,
        () -> {
          Map<String, Object> values = new TreeMap<>();
          found
              .attributes()
              .forEach(
                  (name, attribute) -> {
                    Object value = attribute.getSize() > MOST_TEXTS ? null : attribute.getData();
                    values.put(name, value == null ? "" : value);
                  });
          return values;
        });
  }

  /// All bytes of the file.
  FileBytes bytes() {
    return bytes;
  }

  /// Bytes before the HDF5 part proper begins.
  long userBlock() {
    return file.getUserBlockSize();
  }

  /// Closes this file and those that its links led to.
  @Override
  public void close() {
    for (Hdf5File opened : List.copyOf(others.values())) {
      opened.file.close();
      opened.bytes.close();
    }
    others.clear();
  }
}
