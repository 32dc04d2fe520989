package org.xipline.console.replay;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.xipline.console.deadletter.Authorship;
import org.xipline.console.deadletter.RecordSession;
import org.xipline.console.job.ImportProgress;
import org.xipline.console.ledger.ArchiveAccount;
import org.xipline.console.ledger.PairCounts;
import org.xipline.console.pipeline.Pipeline;
import org.xipline.console.pipeline.ServiceSet;
import org.xipline.console.topic.TopicReading;
import org.xipline.console.topic.TopicReading.Read;
import org.xipline.schemas.record.MailboxMessage;
import org.xipline.schemas.topic.Topic;

/**
 * Delivers messages once more from {@code xip.messages}, whatever became of them: what is in its
 * mailbox still is found there, what was deleted comes back.
 */
public final class MessageReplayJob {
  private static final Duration CATCH_UP = Duration.ofMinutes(30);

  private final Pipeline pipeline;
  private final ServiceSet services;
  private final ReplayServers servers;
  private final ImportProgress progress;

  /**
   * @param pipeline open, its ledger caught up, without services: they are started by the job
   * @param servers where copies go now
   */
  public MessageReplayJob(
      Pipeline pipeline, ServiceSet services, ReplayServers servers, ImportProgress progress) {
    this.pipeline = pipeline;
    this.services = services;
    this.servers = servers;
    this.progress = progress;
  }

  /** Returns when every message has its new outcome; a service that fails ends it. */
  public ReplayResult run(Predicate<Read<MailboxMessage>> filter, Authorship authorship)
      throws IOException, InterruptedException {
    var topic = new TopicReading<>(pipeline.clients(), Topic.MESSAGES);
    SelectedMessages selected = SelectedMessages.of(topic, filter);
    Instant now = Instant.now();
    ReplayRequest request = ReplayRequest.after(selected.lastSequence(), authorship, now);
    if (selected.isEmpty()) {
      return new ReplayResult(request.replayId(), 0, 0, PairCounts.ZERO, List.of());
    }
    try (var outcomes = AwaitedOutcomes.of(pipeline.clients(), request.sequence(), selected)) {
      publish(topic, selected, request, now);
      pipeline.start(services);
      await(outcomes, selected);
      pipeline.ledger().awaitCaughtUp(CATCH_UP);
      return new ReplayResult(
          request.replayId(), selected.pairs(), 0, outcomes.counts(), accounts(selected));
    }
  }

  /** All of it in one transaction. */
  private void publish(
      TopicReading<MailboxMessage> topic,
      SelectedMessages selected,
      ReplayRequest request,
      Instant now)
      throws IOException {
    RecordSession.commit(
        pipeline.clients(),
        now,
        session -> {
          var resend = new MessageResend(request, session);
          topic.forEach(read -> resend(read, selected, resend));
          return selected.pairs();
        });
  }

  private void resend(Read<MailboxMessage> read, SelectedMessages selected, MessageResend resend) {
    MailboxMessage before = read.value();
    Optional<MessageName> name = MessageName.of(before);
    name.flatMap(it -> selected.addressesOf(it, read.place()))
        .ifPresent(pairs -> resend.send(name.orElseThrow().archive(), redirected(before), pairs));
  }

  private MailboxMessage.Builder redirected(MailboxMessage before) {
    return before.toBuilder()
        .setMailboxServer(servers.of(before.getConnector(), before.getMailboxServer()));
  }

  private void await(AwaitedOutcomes outcomes, SelectedMessages selected) {
    while (outcomes.waiting() > 0) {
      pipeline.requireHealthy();
      outcomes.poll();
      progress.at(selected.archives().size(), outcomes.counts().expected(), selected.pairs());
    }
  }

  private List<ArchiveAccount> accounts(SelectedMessages selected) {
    return selected.archives().stream()
        .flatMap(archive -> pipeline.ledger().queries().find(archive).stream())
        .toList();
  }
}
