package org.everyshot.format;

import java.util.Map;
import java.util.TreeMap;

/// A group of an HDF5 file that is being written.
public final class Hdf5Group extends Hdf5Node<Hdf5Group> {
  private final Hdf5Tail tail;
  private final GlobalHeap heap;
  private final Map<String, Hdf5Node<?>> children = new TreeMap<>();
  private final Map<String, byte[]> links = new TreeMap<>();

  Hdf5Group(String path, Hdf5Tail tail, GlobalHeap heap) {
    super(path);
    this.tail = tail;
    this.heap = heap;
  }

  @Override
  Hdf5Group self() {
    return this;
  }

  @Override
  GlobalHeap heap() {
    return heap;
  }

  /// The group of that name, made where there is none.
  Hdf5Group child(String name) {
    if (!children.containsKey(name)) {
      put(name, new Hdf5Group(below(name), tail, heap));
    }
    if (children.get(name) instanceof Hdf5Group group) {
      return group;
    }
    throw new IllegalArgumentException(below(name) + " is a dataset, not a group");
  }

  void put(String name, Hdf5Node<?> node) {
    free(name);
    children.put(name, node);
  }

  void link(String name, byte[] message) {
    free(name);
    links.put(name, message);
  }

  private void free(String name) {
    if (name.isEmpty() || children.containsKey(name) || links.containsKey(name)) {
      throw new IllegalArgumentException(below(name) + " exists already, or has no name");
    }
  }

  private String below(String name) {
    return (path().equals("/") ? "" : path()) + "/" + name;
  }

  @Override
  long finish() {
    var header = new Hdf5Header();
    header.add(Hdf5Messages.LINK_INFO, Hdf5Messages.allInHeader());
    header.add(Hdf5Messages.GROUP_INFO, Hdf5Messages.groupInfo());
    children.forEach(
        (name, node) -> header.add(Hdf5Messages.LINK, Hdf5Messages.hardLink(name, node.finish())));
    links.values().forEach(body -> header.add(Hdf5Messages.LINK, body));
    addAttributes(header);
    tail.aligned();
    return tail.append(header.toArray());
  }
}
