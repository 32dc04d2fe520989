package org.xipline.convert.conversion;

import static org.xipline.schemas.reason.DeadLetterReason.ATTACHMENT_MISSING;
import static org.xipline.schemas.reason.DeadLetterReason.MALFORMED_ITEM;
import static org.xipline.schemas.reason.DeadLetterReason.PAYLOAD_EXPIRED;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.xipline.convert.conversion.AttachmentResolver.Resolution;
import org.xipline.convert.entry.ItemEntry;
import org.xipline.convert.item.Item;
import org.xipline.convert.item.ItemDigest;
import org.xipline.convert.item.ItemParser;
import org.xipline.convert.item.MeasuredSize;
import org.xipline.convert.item.ParsedItem;
import org.xipline.convert.item.Participant;
import org.xipline.convert.item.ResolvedAttachment;
import org.xipline.convert.mime.Envelope;
import org.xipline.convert.mime.MessageRenderer;
import org.xipline.convert.routing.Rules;
import org.xipline.convert.routing.SnapshotCache;
import org.xipline.runtime.payload.PayloadStore;
import org.xipline.schemas.identity.EmailAddress;
import org.xipline.schemas.identity.MessageKey;
import org.xipline.schemas.payload.PayloadKey;
import org.xipline.schemas.reason.DeadLetterReason;

/**
 * Parses an item, maps its participants, resolves its attachments and renders its message. Memory
 * does not grow with documents and attachments. Safe for use by many threads.
 */
public final class ItemConverter implements Converter {
  /** It stands whole in every record: cut it would be another message's. */
  private static final int MAX_MESSAGE_ID = 2_000;

  private final PayloadStore store;
  private final SnapshotCache snapshots;
  private final AttachmentResolver attachments;
  private final MessageStaging staging;
  private final ItemParser parser = new ItemParser();
  private final MessageRenderer renderer = new MessageRenderer();

  public ItemConverter(PayloadStore store, SnapshotCache snapshots) {
    this.store = store;
    this.snapshots = snapshots;
    this.attachments = new AttachmentResolver(store);
    this.staging = new MessageStaging(store);
  }

  /** An item with all that its message is made of. */
  private record WholeItem(
      Item item, DocumentSource document, List<ResolvedAttachment> attachments, Rules rules) {}

  @Override
  public Conversion convert(ItemEntry entry) throws IOException {
    ConversionContext known = ConversionContext.only(entry);
    return known.orDeadLettered(() -> parse(known));
  }

  private Conversion parse(ConversionContext known) throws IOException {
    ItemEntry entry = known.entry();
    Rules rules = snapshots.rulesOf(entry.snapshotId());
    var document = new DocumentSource(entry.document(), store);
    return switch (parser.parse(entry.path(), entry.modifiedAt(), document)) {
      case ParsedItem.Parsed(var item) -> {
        var participants = item.participants().stream().map(Participant::address).toList();
        ConversionContext more =
            known.with(Optional.of(item.id()), Pairs.route(entry, participants, rules.routing()));
        yield more.orDeadLettered(() -> resolve(more, item, document, rules));
      }
      case ParsedItem.Malformed malformed -> {
        var participants = readOrNamed(entry, malformed);
        ConversionContext more =
            known.with(malformed.itemId(), Pairs.route(entry, participants, rules.routing()));
        yield more.orDeadLettered(() -> setAside(more, malformed, document));
      }
    };
  }

  /** Where the participants cannot be read, a replay still says which pairs wait for an outcome. */
  private static List<EmailAddress> readOrNamed(ItemEntry entry, ParsedItem.Malformed malformed) {
    return malformed.participants().isEmpty() ? Pairs.named(entry) : malformed.participants();
  }

  private Conversion setAside(
      ConversionContext known, ParsedItem.Malformed malformed, DocumentSource document)
      throws IOException {
    document.verify();
    Resolution resolution = attachments.resolve(known.entry().archive(), malformed.attachments());
    return known
        .claiming(resolution.claimedPaths())
        .deadLettered(malformed.reason(), malformed.detail());
  }

  private Conversion resolve(
      ConversionContext unclaimed, Item item, DocumentSource document, Rules rules)
      throws IOException {
    Resolution resolution = attachments.resolve(unclaimed.entry().archive(), item.attachments());
    ConversionContext known = unclaimed.claiming(resolution.claimedPaths());
    if (!resolution.missing().isEmpty()) {
      return known.deadLettered(reasonForMissing(known.entry()), resolution.describeMissing());
    }
    var whole = new WholeItem(item, document, resolution.found(), rules);
    return known.orDeadLettered(() -> toMessage(known, whole));
  }

  private Conversion toMessage(ConversionContext known, WholeItem whole) throws IOException {
    ItemEntry entry = known.entry();
    var envelope =
        new Envelope(
            entry.connector(),
            entry.archive(),
            entry.path(),
            ItemDigest.of(whole.document(), whole.attachments()),
            entry.signer());
    ConvertedItem item = describe(entry, envelope, whole);
    int idLength = item.key().messageId().length();
    if (idLength > MAX_MESSAGE_ID) {
      return known.deadLettered(MALFORMED_ITEM, "its Message-ID has " + idLength + " characters");
    }
    int copies = known.mailboxes().size();
    return item.isOverLimit()
        ? converted(known, withoutMessage(entry, copies), item, Optional.empty())
        : converted(known, entry, item, render(entry, envelope, whole, copies));
  }

  private ConvertedItem describe(ItemEntry entry, Envelope envelope, WholeItem whole) {
    Item item = whole.item();
    return new ConvertedItem(
        item.id(),
        new MessageKey(renderer.messageId(envelope, item), envelope.itemDigest()),
        item.sent(),
        MeasuredSize.of(item, entry.documentBytes(), whole.attachments()),
        whole.rules().limitBytes(),
        whole.rules().mailboxServer(),
        item.ignoredProperties());
  }

  private Optional<RenderedMessage> render(
      ItemEntry entry, Envelope envelope, WholeItem whole, int copies) throws IOException {
    if (copies == 0) {
      return Optional.empty();
    }
    var key =
        PayloadKey.ofMessage(
            entry.archive(),
            entry.path(),
            entry.connector(),
            envelope.itemDigest(),
            MessageRenderer.VERSION);
    long sourceBytes =
        entry.documentBytes()
            + whole.attachments().stream().mapToLong(ResolvedAttachment::sizeBytes).sum();
    return Optional.of(
        staging.stage(
            key,
            sourceBytes,
            copies,
            out ->
                renderer.render(
                    envelope, whole.item(), whole.attachments(), whole.document(), out)));
  }

  /** Where there is no message, every record carries the entry in its place. */
  private ItemEntry withoutMessage(ItemEntry entry, int copies) throws IOException {
    PayloadKey key = PayloadKey.ofEntry(entry.archive(), entry.path());
    return entry.withDocument(staging.stageDocument(key, entry.document(), copies));
  }

  private static Conversion converted(
      ConversionContext known,
      ItemEntry entry,
      ConvertedItem item,
      Optional<RenderedMessage> message) {
    return new Conversion.Converted(entry, item, message, known.routes(), known.claimedPaths());
  }

  /**
   * At the first run every file of the archive is there. A replay may come after the archive was
   * purged: then its manifest is gone too.
   */
  private DeadLetterReason reasonForMissing(ItemEntry entry) throws IOException {
    boolean purged =
        entry.record().hasReplay() && store.find(PayloadKey.ofManifest(entry.archive())).isEmpty();
    return purged ? PAYLOAD_EXPIRED : ATTACHMENT_MISSING;
  }
}
