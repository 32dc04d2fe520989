package org.xipline.ingest.connector;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.xipline.schemas.identity.Sha256;
import org.xipline.schemas.record.Arrival;
import org.xipline.schemas.record.ArrivalAnswer;
import org.xipline.schemas.record.ArrivalResult;
import org.xipline.schemas.record.ConnectorRun;
import org.xipline.schemas.topic.Topic;

/**
 * What the topics of arrivals hold, and an ingest service that answers when a test tells it to. A
 * content that begins with {@code bad} is rejected, any other is accepted.
 */
final class ScriptedIngest {
  private final MockProducer<String, byte[]> producer =
      new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
  private final List<Arrival> published = new ArrayList<>();
  private final List<ConnectorRun> runs = new ArrayList<>();
  private final List<ArrivalAnswer> answers = new ArrayList<>();
  private final Set<String> accepted = new HashSet<>();

  Arrivals arrivals() {
    return new Arrivals(producer);
  }

  /** All that were published, in their order. */
  List<Arrival> published() {
    readHistory();
    return Collections.unmodifiableList(published);
  }

  /** What was told of runs, in their order. */
  List<ConnectorRun> runs() {
    readHistory();
    return Collections.unmodifiableList(runs);
  }

  private void readHistory() {
    producer
        .history()
        .forEach(record -> {
          if (record.topic().equals(Topic.ARRIVALS.name())) {
            published.add(parsed(Topic.ARRIVALS, record.value()));
          } else {
            runs.add(parsed(Topic.CONNECTOR_RUNS, record.value()));
          }
        });
    producer.clear();
  }

  List<ArrivalAnswer> answers() {
    return answers;
  }

  /** Answers an arrival as the content says that it finds where the arrival says. */
  ArrivalAnswer answer(Arrival arrival, UnaryOperator<String> contentAt) {
    String content = contentAt.apply(arrival.getLocation());
    boolean isThatFile =
        Sha256.digest(content.getBytes(UTF_8)).hex().equals(arrival.getArchiveId());
    if (accepted.contains(arrival.getArchiveId())) {
      return tell(arrival, ArrivalResult.ARRIVAL_RESULT_REPEATED);
    }
    if (!isThatFile || content.startsWith("bad")) {
      return tell(arrival, ArrivalResult.ARRIVAL_RESULT_REJECTED);
    }
    accepted.add(arrival.getArchiveId());
    return tell(arrival, ArrivalResult.ARRIVAL_RESULT_ACCEPTED);
  }

  ArrivalAnswer tell(Arrival arrival, ArrivalResult result) {
    var answer =
        ArrivalAnswer.newBuilder()
            .setConnector(arrival.getConnector())
            .setArchiveId(arrival.getArchiveId())
            .setArrivalId(arrival.getArrivalId())
            .setArrivedAt(arrival.getArrivedAt())
            .setAt(arrival.getArrivedAt())
            .setResult(result);
    if (result == ArrivalResult.ARRIVAL_RESULT_REJECTED) {
      answer.setReason("malformed-archive").setDetail("by script");
    }
    answers.add(answer.build());
    return answer.build();
  }

  /** A book that is read on when a test tells it to. */
  Book book() {
    return new Book();
  }

  /** The topics up to a moment. */
  final class Book implements ArrivalBook {
    private final Map<String, Instant> published = new HashMap<>();
    private final Map<String, ArrivalAnswer> answered = new HashMap<>();
    private int arrivalsRead;
    private int answersRead;

    /** Reads on to the end. */
    Book readOn() {
      return readOn(Integer.MAX_VALUE, Integer.MAX_VALUE);
    }

    /** Reads on, by so many records at most. */
    Book readOn(int moreArrivals, int moreAnswers) {
      List<Arrival> all = published();
      for (int i = 0; i < moreArrivals && arrivalsRead < all.size(); i++) {
        Arrival arrival = all.get(arrivalsRead++);
        published.putIfAbsent(arrival.getArrivalId(), Moments.instant(arrival.getArrivedAt()));
      }
      for (int i = 0; i < moreAnswers && answersRead < answers.size(); i++) {
        ArrivalAnswer answer = answers.get(answersRead++);
        answered.put(answer.getArrivalId(), answer);
      }
      return this;
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
      List<AcceptedArrival> found = new ArrayList<>();
      for (int i = Math.toIntExact(position); i < answersRead; i++) {
        ArrivalAnswer answer = answers.get(i);
        if (answer.getResult() == ArrivalResult.ARRIVAL_RESULT_ACCEPTED
            && answer.getConnector().equals(connector)) {
          found.add(
              new AcceptedArrival(
                  i + 1, answer.getArchiveId(), Moments.instant(answer.getArrivedAt())));
        }
      }
      return found;
    }
  }

  private static <V extends MessageLite> V parsed(Topic<V> topic, byte[] value) {
    try {
      return topic.parser().parseFrom(value);
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }
}
