package org.xipline.console.replay;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.xipline.console.deadletter.HeldItem;
import org.xipline.console.ledger.HeldPair;
import org.xipline.console.topic.TopicReading.Place;
import org.xipline.schemas.reason.DeadLetterReason.Stage;
import org.xipline.schemas.record.DeadLetter;
import org.xipline.schemas.record.Entry;
import org.xipline.schemas.record.MailboxMessage;

/** The records that pairs of a replay go on from. */
interface ReplayInputs extends AutoCloseable {

  /** A record, and the pairs that go on from it. */
  sealed interface Origin {
    List<Candidate> pairs();

    /** To conversion. */
    record OfEntry(Entry entry, List<Candidate> pairs) implements Origin {}

    /** To delivery. */
    record OfMessage(MailboxMessage message, List<Candidate> pairs) implements Origin {}
  }

  /** The origins of these pairs; of some of them there may be none. */
  List<Origin> of(List<Candidate> pairs, ReplayRules rules) throws IOException;

  @Override
  void close();

  /** Pairs go on from what was set aside, at the stage that can heal them. */
  record OfLetters(DeadLetterRecords letters) implements ReplayInputs {

    /** Where a letter stands, and for which stage; the pairs of an item that share it. */
    private record Use(HeldItem item, Stage stage, Place place) {}

    @Override
    public List<Origin> of(List<Candidate> pairs, ReplayRules rules) throws IOException {
      var uses = new HashMap<Use, List<Candidate>>();
      for (Candidate candidate : pairs) {
        HeldPair pair = candidate.pair();
        if (pair.state().standing().isHeld()) {
          Stage stage = ReplayEntryPoint.stageOf(pair, rules.of(pair.archive()).routing());
          letters
              .find(pair, stage)
              .ifPresent(place ->
                  uses.computeIfAbsent(
                          new Use(candidate.item(), stage, place), _ -> new ArrayList<>())
                      .add(candidate));
        }
      }
      Map<Place, DeadLetter> read = letters.read(uses.keySet().stream().map(Use::place).toList());
      var origins = new ArrayList<Origin>();
      for (Map.Entry<Use, List<Candidate>> use : uses.entrySet()) {
        DeadLetter letter = read.get(use.getKey().place());
        if (letter != null) {
          origins.add(origin(letter, use.getKey(), use.getValue(), rules));
        }
      }
      return origins;
    }

    private static Origin origin(
        DeadLetter letter, Use use, List<Candidate> pairs, ReplayRules rules) throws IOException {
      return switch (use.stage()) {
        case CONVERSION -> new Origin.OfEntry(letter.getEntry(), pairs);
        case DELIVERY -> {
          ReplayRules.Rules current = rules.of(use.item().archive());
          yield new Origin.OfMessage(
              letter.getMessage().toBuilder()
                  .setSnapshotId(current.snapshotId())
                  .setMailboxServer(current.mailboxServer())
                  .build(),
              pairs);
        }
      };
    }

    @Override
    public void close() {
      letters.close();
    }
  }

  /** Pairs go on from what was sent. */
  record OfMessages(SentMessages messages) implements ReplayInputs {

    @Override
    public List<Origin> of(List<Candidate> pairs, ReplayRules rules) {
      var uses = new HashMap<MessageName, List<Candidate>>();
      pairs.forEach(pair -> uses.computeIfAbsent(pair.message(), _ -> new ArrayList<>()).add(pair));
      var places = new HashMap<MessageName, Place>();
      uses.keySet()
          .forEach(name -> messages.find(name).ifPresent(place -> places.put(name, place)));
      Map<Place, MailboxMessage> read = messages.read(places.values());
      var origins = new ArrayList<Origin>();
      uses.forEach((name, users) ->
          Optional.ofNullable(places.get(name))
              .map(read::get)
              .map(message -> redirected(message, rules))
              .ifPresent(message -> origins.add(new Origin.OfMessage(message, users))));
      return origins;
    }

    private static MailboxMessage redirected(MailboxMessage message, ReplayRules rules) {
      String server = rules.serverOf(message.getConnector(), message.getMailboxServer());
      return message.toBuilder().setMailboxServer(server).build();
    }

    @Override
    public void close() {
      messages.close();
    }
  }
}
