package org.xipline.console.simulation.world;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.xipline.console.action.ActionState;
import org.xipline.console.action.ChunkEffects;
import org.xipline.console.action.Effects;
import org.xipline.console.deadletter.Dismissing;
import org.xipline.console.deadletter.HeldItem;
import org.xipline.console.deadletter.SelectedPair;
import org.xipline.console.expiry.ScriptedExpiry;
import org.xipline.console.ledger.ArchiveKey;
import org.xipline.console.ledger.FoldedLedger;
import org.xipline.console.ledger.PairStatus;
import org.xipline.console.replay.Replaying;
import org.xipline.runtime.simulation.Choices;
import org.xipline.runtime.simulation.SimulatedProcess;
import org.xipline.schemas.identity.EmailAddress;
import org.xipline.schemas.record.ActionProgress;
import org.xipline.schemas.record.ActionRecord;
import org.xipline.schemas.record.ActionStarted;
import org.xipline.schemas.record.DeadLetter;
import org.xipline.schemas.record.Outcome;
import org.xipline.schemas.topic.ConsumerGroup;
import org.xipline.schemas.topic.Topic;

/**
 * Operators' commands, in processes of their own that may be killed halfway. What a command does is
 * the real thing; it is committed chunk by chunk, each with how far it has come, and whoever comes
 * next goes on from there.
 */
public final class Operator {
  private static final int ELEMENTS_AT_ONCE = 2;
  private static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration MOMENT = Duration.ofSeconds(2);
  private static final Duration LOOK_AGAIN = Duration.ofMinutes(2);

  private final World world;
  private final Choices choices;
  private final List<Action> actions = new ArrayList<>();
  private int commands;
  private int processes;

  /** What is done, and about which pairs. */
  public enum Command {
    /** Some of the pairs that are held. */
    DISMISS,
    /** Some of the pairs that are held. */
    REPLAY,
    /** All pairs that are pending though their record is gone. */
    REENTER;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  Operator(World world) {
    this.world = world;
    this.choices = world.simulation().choices("operator");
  }

  /** Selects what the command is about, and sees to it that it is done. */
  public void give(Command command, boolean interrupted) {
    FoldedLedger ledger = world.ledger();
    List<SelectedPair> selected = command == Command.REENTER ? expired(ledger) : selection(ledger);
    if (selected.isEmpty()) {
      return;
    }
    Instant now = world.simulation().clock().instant();
    String id = "%s-%d".formatted(command, ++commands);
    long sequence = command != Command.DISMISS ? Replaying.sequence(ledger, selected, now) : 0;
    ActionStarted started =
        ActionStarted.newBuilder()
            .setKind(id)
            .setSelected(selected.size())
            .setReplaySequence(sequence)
            .setSelectionSha256(ByteString.EMPTY)
            .build();
    ActionProgress nothing = ActionProgress.newBuilder().setChunk(-1).build();
    var action = new ActionState(id, started, now, nothing, "operator", now, false);
    world.simulation().note("operator", id + " of " + selected);
    var given = new Action(command, action, selected);
    actions.add(given);
    SimulatedProcess process = perform(given);
    if (interrupted) {
      var _ = world.simulation().after(choices.upTo(MOMENT), process::kill);
    }
  }

  private record Action(
      Command command, ActionState state, List<SelectedPair> selected, Set<SelectedPair> left) {

    Action(Command command, ActionState state, List<SelectedPair> selected) {
      this(command, state, selected, new HashSet<>());
    }

    List<String> elements() {
      return selected.stream().map(SelectedPair::line).toList();
    }

    long sequence() {
      return state.started().getReplaySequence();
    }
  }

  /** Replays whose commands wait for an outcome, but for those that are about this mailbox. */
  public List<String> waitingReplays(Optional<EmailAddress> but) {
    List<Outcome> outcomes = outcomes();
    return actions.stream()
        .filter(action -> action.sequence() > 0 && done(action) == action.elements().size())
        .filter(action -> but.isEmpty() || !isAbout(action, but.get()))
        .filter(action ->
            Replaying.waiting(action.selected(), action.left(), action.sequence(), outcomes) > 0)
        .map(action -> action.state().id())
        .toList();
  }

  private static boolean isAbout(Action action, EmailAddress mailbox) {
    return action.selected().stream().anyMatch(it -> it.mailbox().equals(mailbox.value()));
  }

  private List<Outcome> outcomes() {
    var outcomes = new ArrayList<Outcome>();
    for (ConsumerRecord<String, byte[]> record :
        world.kafka().everCommitted(Topic.OUTCOMES.name())) {
      try {
        outcomes.add(Outcome.parseFrom(record.value()));
      } catch (InvalidProtocolBufferException e) {
        throw new IllegalStateException(e);
      }
    }
    return outcomes;
  }

  private List<SelectedPair> selection(FoldedLedger ledger) {
    var held = new ArrayList<SelectedPair>();
    for (Archive archive : world.archives()) {
      for (Item item : archive.items()) {
        for (Addressee addressee : item.addressees()) {
          ArchiveKey key = archive.key();
          ledger
              .findPair(key, item.path(), addressee.address())
              .filter(state -> state.standing().isHeld())
              .ifPresent(
                  state -> held.add(SelectedPair.of(key, item.path(), addressee.address(), state)));
        }
      }
    }
    held.removeIf(_ -> choices.chance(0.3));
    return held.stream().sorted().distinct().toList();
  }

  private List<SelectedPair> expired(FoldedLedger ledger) {
    var expiry =
        new ScriptedExpiry(
            world.kafka(),
            Stream.concat(
                    Stream.of(ConsumerGroup.CONVERT),
                    World.SERVERS.stream()
                        .map(it ->
                            it.isEmpty() ? ConsumerGroup.IMPORT : ConsumerGroup.IMPORT.of(it)))
                .toList());
    for (Archive archive : world.archives()) {
      ledger
          .findAccount(archive.key())
          .filter(account -> account.acceptance().isPresent() && !account.isSettled())
          .ifPresent(account -> addWaiting(expiry, ledger, archive, account.isPublished()));
    }
    return expiry.gone();
  }

  private static void addWaiting(
      ScriptedExpiry expiry, FoldedLedger ledger, Archive archive, boolean published) {
    ArchiveKey key = archive.key();
    for (Item item : archive.items()) {
      for (Addressee addressee : item.addressees()) {
        ledger
            .findPair(key, item.path(), addressee.address())
            .filter(state -> state.standing() == PairStatus.PENDING)
            .ifPresent(state ->
                expiry.addPair(SelectedPair.of(key, item.path(), addressee.address(), state)));
      }
      ledger
          .findPair(key, item.path(), "")
          .filter(state -> state.standing() == PairStatus.PENDING)
          .ifPresent(state -> expiry.addPair(SelectedPair.of(key, item.path(), "", state)));
      if (published
          && !ledger.isItemTold(key, item.path())
          && ledger.findPair(key, item.path(), "").isEmpty()) {
        expiry.addItem(new HeldItem(key, item.path()));
      }
    }
  }

  private SimulatedProcess perform(Action action) {
    SimulatedProcess process = world.simulation().process("operator-" + ++processes);
    var _ = process.start(action.state().id(), () -> run(process, action));
    var _ =
        world
            .simulation()
            .after(
                LOOK_AGAIN,
                () -> {
                  if (done(action) < action.elements().size()) {
                    process.kill();
                    var _ = perform(action);
                  }
                });
    return process;
  }

  private void run(SimulatedProcess process, Action action) {
    try (Producer<String, byte[]> producer =
        world.kafka().producer(process, "xip-" + action.state().id(), TRANSACTION_TIMEOUT)) {
      producer.initTransactions();
      try (Effects effects = effectsOf(action)) {
        int done = done(action);
        while (done < action.elements().size()) {
          int end = Math.min(done + ELEMENTS_AT_ONCE, action.elements().size());
          commit(producer, action, effects.of(action.elements().subList(done, end)), end);
          done = end;
          world.simulation().step();
        }
      }
    } catch (KafkaException | IOException e) {
      world.simulation().note(process.name(), "is given up: " + e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Effects effectsOf(Action action) {
    return switch (action.command()) {
      case DISMISS -> Dismissing.effectsOf(action.state(), world.ledger());
      case REPLAY, REENTER ->
          Replaying.effectsOf(
              action.state(), world.ledger(), world.payloads(), this::letters, action.left()::add);
    };
  }

  private List<DeadLetter> letters() {
    var letters = new ArrayList<DeadLetter>();
    for (ConsumerRecord<String, byte[]> record :
        world.kafka().everCommitted(Topic.DEAD_LETTERS.name())) {
      try {
        letters.add(DeadLetter.parseFrom(record.value()));
      } catch (InvalidProtocolBufferException e) {
        throw new IllegalStateException(e);
      }
    }
    return letters;
  }

  private static void commit(
      Producer<String, byte[]> producer, Action action, ChunkEffects effects, int done) {
    producer.beginTransaction();
    effects.records().forEach(producer::send);
    byte[] progress =
        ActionRecord.newBuilder()
            .setActionId(action.state().id())
            .setProgress(ActionProgress.newBuilder().setDone(done))
            .build()
            .toByteArray();
    var _ = producer.send(new ProducerRecord<>(Topic.AUDIT.name(), action.state().id(), progress));
    producer.commitTransaction();
  }

  /** How many elements of it are dealt with, as the audit trail has it. */
  private int done(Action action) {
    return world.kafka().everCommitted(Topic.AUDIT.name()).stream()
        .filter(record -> action.state().id().equals(record.key()))
        .mapToInt(Operator::progress)
        .max()
        .orElse(0);
  }

  private static int progress(ConsumerRecord<String, byte[]> record) {
    try {
      return (int) ActionRecord.parseFrom(record.value()).getProgress().getDone();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }
}
