package org.xipline.console.mapping;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.xipline.archive.model.ArchiveEntry;
import org.xipline.archive.model.ArchiveEntry.RegularFile;
import org.xipline.archive.model.EntrySink;
import org.xipline.convert.item.Item;
import org.xipline.convert.item.ItemParser;
import org.xipline.convert.item.ParsedItem;
import org.xipline.convert.routing.RoutingTable;
import org.xipline.schemas.identity.EmailAddress;

/**
 * Reads the items of an archive, and maps their participants. Memory grows with the number of
 * addresses, not with that of items: a document is kept in one scratch file while it is read.
 */
public final class MappingTrial implements EntrySink, AutoCloseable {
  private static final int MAX_NAMED = 1_000;

  private final RoutingTable routing;
  private final Path scratch;
  private final ItemParser parser = new ItemParser();
  private final SortedMap<EmailAddress, AddressUse> addresses = new TreeMap<>();
  private final List<UnreadableItem> unreadable = new ArrayList<>();
  private long items;
  private long unreadableItems;

  public MappingTrial(RoutingTable routing) throws IOException {
    this.routing = routing;
    this.scratch = Files.createTempFile("xipline-item-", "");
  }

  @Override
  public void take(ArchiveEntry entry) throws IOException {
    if (entry instanceof RegularFile file && file.path().isItem()) {
      items++;
      Files.copy(file.content(), scratch, StandardCopyOption.REPLACE_EXISTING);
      switch (parser.parse(file.path(), file.modifiedAt(), () -> Files.newInputStream(scratch))) {
        case ParsedItem.Parsed(var item) -> count(item);
        case ParsedItem.Malformed malformed ->
            setAside(new UnreadableItem(file.path(), malformed.reason(), malformed.detail()));
      }
    }
  }

  /** What came of all that was taken. */
  public DryRun result() {
    return new DryRun(items, addresses.values(), unreadableItems, unreadable);
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(scratch);
  }

  private void count(Item item) {
    for (var participant : item.participants()) {
      AddressUse use = AddressUse.once(routing.route(participant.address()));
      addresses.merge(participant.address(), use, AddressUse::plus);
    }
  }

  private void setAside(UnreadableItem item) {
    unreadableItems++;
    if (unreadable.size() < MAX_NAMED) {
      unreadable.add(item);
    }
  }
}
