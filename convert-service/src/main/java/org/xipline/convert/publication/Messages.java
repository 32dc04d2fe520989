package org.xipline.convert.publication;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.xipline.convert.conversion.Conversion;
import org.xipline.convert.conversion.Conversion.Converted;
import org.xipline.convert.conversion.Conversion.DeadLettered;
import org.xipline.convert.conversion.ConvertedItem;
import org.xipline.convert.conversion.RenderedMessage;
import org.xipline.convert.item.Content.NamedSize;
import org.xipline.convert.routing.Route;
import org.xipline.schemas.identity.EmailAddress;
import org.xipline.schemas.record.Entry;
import org.xipline.schemas.record.ItemSize;
import org.xipline.schemas.record.MailboxMessage;

/** Splits a message: one for each mailbox, with the participants that this copy stands for. */
public final class Messages {

  private Messages() {}

  /**
   * The messages of a conversion, made one by one as the stream is consumed. A mailbox has several
   * only where its participants do not fit one record; import recognises the further ones.
   */
  public static Stream<MailboxMessage> of(Conversion conversion) {
    return switch (conversion) {
      case DeadLettered _ -> Stream.empty();
      case Converted converted -> {
        MailboxMessage common = common(converted);
        yield addressesByMailbox(converted.routes()).entrySet().stream()
            .flatMap(copy -> copies(common, copy.getKey(), copy.getValue()));
      }
    };
  }

  private static Stream<MailboxMessage> copies(
      MailboxMessage common, EmailAddress mailbox, List<String> addresses) {
    return Chunks.OF_RECORD.of(addresses, Texts::weight).stream()
        .map(
            chunk -> common.toBuilder().setMailbox(mailbox.value()).addAllAddresses(chunk).build());
  }

  private static Map<EmailAddress, List<String>> addressesByMailbox(List<Route> routes) {
    return routes.stream()
        .filter(Route.ToMailbox.class::isInstance)
        .map(Route.ToMailbox.class::cast)
        .collect(
            groupingBy(
                Route.ToMailbox::mailbox,
                LinkedHashMap::new,
                mapping(route -> route.address().value(), toList())));
  }

  private static MailboxMessage common(Converted converted) {
    ConvertedItem item = converted.item();
    Entry entry = converted.entry().carried();
    var message =
        MailboxMessage.newBuilder()
            .setConnector(entry.getConnector())
            .setArchiveId(entry.getArchiveId())
            .setEntryPath(entry.getPath())
            .setItemId(Texts.capped(item.itemId(), Texts.MAX_ID))
            .setItemSha256(item.key().itemDigest().toByteString())
            .setMessageId(item.key().messageId())
            .setSentAt(Timestamps.of(item.sent().toInstant()))
            .setSentOffsetSeconds(item.sent().getOffset().getTotalSeconds())
            .setSize(size(item))
            .setSnapshotId(entry.getSnapshotId())
            .setMailboxServer(item.mailboxServer());
    if (entry.hasReplay()) {
      message.setReplay(entry.getReplay());
    }
    converted.message().ifPresentOrElse(it -> carry(it, message), () -> message.setEntry(entry));
    return message.build();
  }

  private static void carry(RenderedMessage rendered, MailboxMessage.Builder message) {
    message
        .setPayload(rendered.payload())
        .setMessageSizeBytes(rendered.sizeBytes())
        .setMessageSha256(rendered.sha256().toByteString());
  }

  private static ItemSize size(ConvertedItem item) {
    var size =
        ItemSize.newBuilder()
            .setItemBytes(item.size().itemBytes())
            .setLimitBytes(item.limitBytes());
    item.size().largestAttachment().ifPresent(largest -> setLargest(largest, size));
    return size.build();
  }

  private static void setLargest(NamedSize largest, ItemSize.Builder size) {
    size.setLargestAttachmentBytes(largest.bytes())
        .setLargestAttachmentName(Texts.capped(largest.name(), Texts.MAX_ID));
  }
}
