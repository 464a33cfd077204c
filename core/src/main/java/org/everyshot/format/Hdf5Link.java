package org.everyshot.format;

import io.jhdf.Constants;
import io.jhdf.FractalHeap;
import io.jhdf.GroupSymbolTableNode;
import io.jhdf.LocalHeap;
import io.jhdf.ObjectHeader;
import io.jhdf.SymbolTableEntry;
import io.jhdf.Utils;
import io.jhdf.btree.BTreeV1;
import io.jhdf.btree.BTreeV2;
import io.jhdf.btree.record.LinkNameForIndexedGroupRecord;
import io.jhdf.object.message.LinkInfoMessage;
import io.jhdf.object.message.LinkMessage;
import io.jhdf.object.message.SymbolTableMessage;
import io.jhdf.storage.HdfBackingStorage;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a name in a group of an HDF5 file stands for.
///
/// jHDF loads all children of a group at once and fails if one of them is of a kind that it
/// does not know, a virtual dataset for example; links are therefore listed here, and objects
/// looked at one by one.
sealed interface Hdf5Link {
  /// An object of the same file.
  ///
  /// @param address where its header is
  record Hard(long address) implements Hdf5Link {}

  /// Another name of the same file, relative to the group or absolute.
  record Soft(String target) implements Hdf5Link {}

  /// A name in another file.
  record External(String file, String target) implements Hdf5Link {}

  /// The names in a group; null where the object at `address` is no group.
  static @Nullable Map<String, Hdf5Link> in(HdfBackingStorage storage, long address) {
    ObjectHeader header = ObjectHeader.readObjectHeader(storage, address);
    Map<String, Hdf5Link> links = new TreeMap<>();
    if (header.hasMessageOfType(SymbolTableMessage.class)) {
      addTable(storage, header.getMessageOfType(SymbolTableMessage.class), links);
      return links;
    }
    if (!header.hasMessageOfType(LinkInfoMessage.class)) {
      return null;
    }
    header.getMessagesOfType(LinkMessage.class).forEach(link -> add(link, links));
    LinkInfoMessage dense = header.getMessageOfType(LinkInfoMessage.class);
    if (dense.getBTreeNameIndexAddress() != Constants.UNDEFINED_ADDRESS) {
      var names =
          new BTreeV2<LinkNameForIndexedGroupRecord>(storage, dense.getBTreeNameIndexAddress());
      var heap = new FractalHeap(storage, dense.getFractalHeapAddress());
      for (LinkNameForIndexedGroupRecord name : names.getRecords()) {
        add(LinkMessage.fromBuffer(heap.getId(name.getId()), storage.getSuperblock()), links);
      }
    }
    return links;
  }

  private static void add(LinkMessage link, Map<String, Hdf5Link> links) {
    links.put(
        link.getLinkName(),
        switch (link.getLinkType()) {
          case HARD -> new Hard(link.getHardLinkAddress());
          case SOFT -> new Soft(link.getSoftLink());
          case EXTERNAL -> new External(link.getExternalFile(), link.getExternalPath());
        });
  }

  private static void addTable(
      HdfBackingStorage storage, SymbolTableMessage table, Map<String, Hdf5Link> links) {
    ByteBuffer texts = new LocalHeap(storage, table.getLocalHeapAddress()).getDataBuffer();
    var tree = BTreeV1.createGroupBTree(storage, table.getBTreeAddress());
    for (long node : tree.getChildAddresses()) {
      for (SymbolTableEntry entry :
          new GroupSymbolTableNode(storage, node).getSymbolTableEntries()) {
        boolean soft = entry.getCacheType() == 2;
        links.put(
            text(texts, entry.getLinkNameOffset()),
            soft
                ? new Soft(text(texts, entry.getLinkValueOffset()))
                : new Hard(entry.getObjectHeaderAddress()));
      }
    }
  }

  private static String text(ByteBuffer heap, int offset) {
    return Utils.readUntilNull(heap.duplicate().position(offset));
  }
}
