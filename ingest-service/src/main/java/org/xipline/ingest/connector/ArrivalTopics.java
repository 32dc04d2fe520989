package org.xipline.ingest.connector;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.xipline.runtime.kafka.TopicReader;
import org.xipline.runtime.kafka.TopicRecord;
import org.xipline.schemas.record.Arrival;
import org.xipline.schemas.record.ArrivalAnswer;
import org.xipline.schemas.record.ArrivalResult;
import org.xipline.schemas.topic.Topic;

/**
 * The book of arrivals as {@code xip.arrivals} and {@code xip.arrivals.answers} tell it. Forgets
 * what is older than those topics keep. One thread reads on; any thread looks things up.
 */
final class ArrivalTopics implements ArrivalBook, AutoCloseable {
  private static final Duration KEPT = Topic.ARRIVAL_ANSWERS.retention().orElseThrow();

  private final TopicReader<Arrival> arrivals;
  private final TopicReader<ArrivalAnswer> answers;
  private final Map<String, Instant> published = new ConcurrentHashMap<>();
  private final Map<String, ArrivalAnswer> answered = new ConcurrentHashMap<>();
  private final Map<String, Queue<AcceptedArrival>> accepted = new ConcurrentHashMap<>();
  private final Deque<Known> byAge = new ArrayDeque<>();
  private long answersRead;

  private record Known(Instant writtenAt, String arrivalId, Optional<String> acceptedBy) {}

  ArrivalTopics(TopicReader<Arrival> arrivals, TopicReader<ArrivalAnswer> answers) {
    this.arrivals = arrivals;
    this.answers = answers;
  }

  /** Reads on to what was committed by now. */
  void readOn() {
    arrivals.readOn(this::arrival);
    answers.readOn(this::answer);
  }

  @Override
  public Optional<Instant> publishedAt(String arrivalId) {
    return Optional.ofNullable(published.get(arrivalId));
  }

  @Override
  public Optional<ArrivalAnswer> answerTo(String arrivalId) {
    return Optional.ofNullable(answered.get(arrivalId));
  }

  @Override
  public List<AcceptedArrival> acceptedAfter(String connector, long position) {
    return acceptedBy(connector).stream().filter(one -> one.position() > position).toList();
  }

  @Override
  public void close() {
    arrivals.close();
    answers.close();
  }

  /** A second record of an arrival does not make it younger. */
  private void arrival(TopicRecord<Arrival> record) {
    record
        .value()
        .ifPresent(arrival -> {
          published.putIfAbsent(arrival.getArrivalId(), Moments.instant(arrival.getArrivedAt()));
          remember(new Known(record.writtenAt(), arrival.getArrivalId(), Optional.empty()));
        });
  }

  private void answer(TopicRecord<ArrivalAnswer> record) {
    record
        .value()
        .ifPresent(answer -> {
          answersRead++;
          answered.put(answer.getArrivalId(), answer);
          boolean isAccepted = answer.getResult() == ArrivalResult.ARRIVAL_RESULT_ACCEPTED;
          if (isAccepted) {
            acceptedBy(answer.getConnector()).add(acceptedArrival(answer));
          }
          remember(
              new Known(
                  record.writtenAt(),
                  answer.getArrivalId(),
                  isAccepted ? Optional.of(answer.getConnector()) : Optional.empty()));
        });
  }

  private Queue<AcceptedArrival> acceptedBy(String connector) {
    return accepted.computeIfAbsent(connector, _ -> new ConcurrentLinkedQueue<>());
  }

  /** Answers of earlier versions do not say when their archive arrived. */
  private AcceptedArrival acceptedArrival(ArrivalAnswer answer) {
    var at = answer.hasArrivedAt() ? answer.getArrivedAt() : answer.getAt();
    return new AcceptedArrival(answersRead, answer.getArchiveId(), Moments.instant(at));
  }

  private void remember(Known known) {
    byAge.add(known);
    Instant oldest = known.writtenAt().minus(KEPT);
    while (byAge.getFirst().writtenAt().isBefore(oldest)) {
      forget(byAge.removeFirst());
    }
  }

  private void forget(Known known) {
    published.remove(known.arrivalId());
    answered.remove(known.arrivalId());
    known.acceptedBy().ifPresent(connector -> acceptedBy(connector).poll());
  }
}
