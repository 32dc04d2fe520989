package org.xipline.convert.mime;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.xipline.convert.address.Person;
import org.xipline.convert.item.Content;
import org.xipline.convert.item.Content.DateSource;
import org.xipline.convert.item.Item;
import org.xipline.convert.item.Participant;
import org.xipline.schemas.identity.EmailAddress;

/** The header fields that an item's message gets from xipline, in their order. */
final class ItemHeader {
  private static final String UNKNOWN_SENDER = "Unknown sender";
  private static final String UNKNOWN_ADDRESS = "unknown-sender@xipline.invalid";

  private final Envelope envelope;
  private final Item item;

  ItemHeader(Envelope envelope, Item item) {
    this.envelope = envelope;
    this.item = item;
  }

  /** Where the message comes from: first in every message. */
  String origin() {
    return HeaderField.ofText("X-XIP-Connector", envelope.connector().value())
        + HeaderField.ofText("X-XIP-Item-Id", item.id())
        + HeaderField.ofText("X-XIP-Archive", envelope.archive().hex())
        + HeaderField.ofText("X-XIP-Entry", envelope.entry().value())
        + HeaderField.ofText("X-XIP-Item-SHA256", envelope.itemDigest().hex())
        + HeaderField.ofText("X-XIP-Signer", envelope.signer().hex())
        + particulars();
  }

  /** What the document's kind adds. */
  private String particulars() {
    return switch (item.content()) {
      case Content.Composed composed ->
          composed
              .type()
              .filter(type -> !type.isBlank())
              .map(type -> HeaderField.ofText("X-XIP-Type", type))
              .orElse("");
      case Content.Original original ->
          original.dateSource() == DateSource.ITS_OWN
              ? ""
              : HeaderField.ofText("X-XIP-Date-Source", original.dateSource().code());
    };
  }

  /** What a message that is composed here has beyond its origin, up to its content's fields. */
  String composed() {
    Person from = sender();
    List<Person> to = recipients();
    return trueAddresses(Stream.of(List.of(from), to, item.cc()).flatMap(List::stream).toList())
        + date()
        + people("From", List.of(from))
        + people("To", to)
        + people("Cc", item.cc())
        + item.subject().map(subject -> HeaderField.ofText("Subject", subject)).orElse("")
        + messageId()
        + "MIME-Version: 1.0\r\n";
  }

  String date() {
    return HeaderField.ofText(
        "Date", isZoneAssumed() ? MailTime.withoutZone(item.sent()) : MailTime.format(item.sent()));
  }

  private boolean isZoneAssumed() {
    return item.content() instanceof Content.Original original
        && original.dateSource() == DateSource.ZONE_ASSUMED;
  }

  String messageId() {
    return HeaderField.ofWords("Message-ID", List.of(MessageIds.of(envelope, item)));
  }

  /** A sender who is no address is shown as it stands. */
  private Person sender() {
    return item.from()
        .orElseGet(
            () -> new Person(Optional.of(senderText().orElse(UNKNOWN_SENDER)), UNKNOWN_ADDRESS));
  }

  private Optional<String> senderText() {
    return switch (item.content()) {
      case Content.Original original -> original.sender().filter(text -> !text.isBlank());
      case Content.Composed _ -> Optional.empty();
    };
  }

  /** Who it is addressed to: as given, else the others who may be shown, else the sender. */
  private List<Person> recipients() {
    if (!item.to().isEmpty()) {
      return item.to();
    }
    List<Person> others =
        switch (item.content()) {
          case Content.Composed _ -> others();
          // Its Email fields may name hidden participants.
          case Content.Original _ -> List.of();
        };
    return others.isEmpty() ? List.of(sender()) : others;
  }

  /** The participants less sender, Cc and Bcc. */
  private List<Person> others() {
    Set<EmailAddress> named =
        Stream.of(List.of(sender()), item.cc(), item.bcc())
            .flatMap(List::stream)
            .map(Person::email)
            .collect(Collectors.toSet());
    return item.participants().stream()
        .filter(participant -> !named.contains(participant.address()))
        .map(ItemHeader::unnamed)
        .toList();
  }

  private static Person unnamed(Participant participant) {
    return new Person(Optional.empty(), participant.asWritten());
  }

  private static String people(String name, List<Person> people) {
    if (people.isEmpty()) {
      return "";
    }
    List<String> words = new ArrayList<>();
    for (Person person : people) {
      words.addAll(AddressSyntax.words(person));
      words.set(words.size() - 1, words.getLast() + ",");
    }
    words.set(words.size() - 1, words.getLast().substring(0, words.getLast().length() - 1));
    return HeaderField.ofWords(name, words);
  }

  /** Says once for each placeholder which address it stands for. */
  private static String trueAddresses(List<Person> people) {
    Map<String, String> written = new LinkedHashMap<>();
    people.stream()
        .map(Person::address)
        .filter(AddressSyntax::needsPlaceholder)
        .forEach(address -> written.putIfAbsent(AddressSyntax.addrSpec(address), address));
    var fields = new StringBuilder();
    written.forEach((placeholder, address) -> {
      List<String> words = new ArrayList<>(List.of(placeholder));
      words.addAll(EncodedWords.of(CleanText.line(address)));
      fields.append(HeaderField.ofWords("X-XIP-Address", words));
    });
    return fields.toString();
  }
}
