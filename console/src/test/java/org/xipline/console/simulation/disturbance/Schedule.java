package org.xipline.console.simulation.disturbance;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.xipline.console.simulation.world.Connectors;
import org.xipline.console.simulation.world.Importer;
import org.xipline.console.simulation.world.Ingester;
import org.xipline.console.simulation.world.Operator;
import org.xipline.console.simulation.world.Population;
import org.xipline.console.simulation.world.World;
import org.xipline.runtime.simulation.Choices;
import org.xipline.schemas.topic.Topic;

/**
 * What a seed does to an installation, and when.
 *
 * @param storms when much happens at once
 * @param lasting begins with the first storm, and goes on when all else has ended
 */
public record Schedule(
    List<Duration> storms, List<Planned> planned, Optional<TroubledMailbox> lasting) {
  /** By then every disturbance has ended. */
  public static final Duration LENGTH = Duration.ofMinutes(8);

  private static final Duration STORM = Duration.ofSeconds(40);
  private static final int MOST = 10;
  private static final List<Topic<?>> EXPIRING =
      List.of(Topic.ENTRIES, Topic.MESSAGES, Topic.MESSAGES_RETRY);

  private static final List<Topic<?>> DELIVERED =
      List.of(Topic.ARRIVALS, Topic.MESSAGES, Topic.MESSAGES_RETRY);

  private static final List<String> UNRESTFUL =
      List.of("ingest", "ingest", "import", "import", "convert");

  public static Schedule of(Choices choices) {
    Optional<TroubledMailbox> lasting = lasting(choices);
    List<Duration> storms = storms(choices);
    var planned = new ArrayList<Planned>();
    int count = choices.between(1, MOST);
    for (int i = 0; i < count; i++) {
      Duration at = choices.oneOf(storms).plus(choices.upTo(STORM));
      planned.add(planned(at, length(choices), one(choices)));
    }
    if (choices.chance(0.5)) {
      planned.addAll(unrest(choices, choices.oneOf(storms)));
    }
    if (choices.chance(0.3)) {
      planned.addAll(setAside(choices, choices.oneOf(storms)));
    }
    if (lasting.isPresent()) {
      storms.add(LENGTH.minus(STORM));
      planned.add(planned(LENGTH.minus(STORM), STORM, new ServerThrottling(World.OWN_SERVER)));
    }
    planned.sort(comparing(Planned::at));
    return new Schedule(List.copyOf(storms), List.copyOf(planned), lasting);
  }

  /** It ends with the schedule, at the latest. */
  private static Planned planned(Duration at, Duration lasts, Disturbance what) {
    Duration longest = at.compareTo(LENGTH) < 0 ? LENGTH.minus(at) : Duration.ZERO;
    return new Planned(at, lasts.compareTo(longest) < 0 ? lasts : longest, what);
  }

  /** Members of one service come and go, while what they need is perhaps away. */
  private static List<Planned> unrest(Choices choices, Duration begin) {
    var planned = new ArrayList<Planned>();
    String service = choices.oneOf(UNRESTFUL);
    int places = service.equals("import") ? 3 : 2;
    if (choices.chance(0.7)) {
      Disturbance away =
          service.equals("import")
              ? new ServerDown(choices.oneOf(World.SERVERS))
              : new PayloadsAway();
      planned.add(planned(begin, choices.between(STORM, STORM.multipliedBy(5)), away));
    }
    int count = choices.between(2, 4);
    for (int i = 0; i < count; i++) {
      Disturbance change = changeOf(service, places, choices);
      Duration at = begin.plus(choices.upTo(STORM));
      planned.add(planned(at, choices.upTo(STORM.multipliedBy(3)), change));
    }
    return planned;
  }

  /** Messages are refused, and operators see to what was set aside while they still are. */
  private static List<Planned> setAside(Choices choices, Duration begin) {
    var planned = new ArrayList<Planned>();
    World.SERVERS.forEach(
        server -> planned.add(planned(Duration.ZERO, LENGTH, new MessagesRefused(server))));
    Duration at = begin;
    for (Operator.Command command : List.of(Operator.Command.DISMISS, Operator.Command.REPLAY)) {
      at = at.plus(choices.upTo(STORM));
      planned.add(planned(at, Duration.ZERO, new CommandGiven(command, choices.chance(0.3))));
    }
    return planned;
  }

  private static Disturbance changeOf(String service, int places, Choices choices) {
    int place = choices.below(places);
    return switch (choices.below(3)) {
      case 0 -> new Kill(service, place);
      case 1 -> new Freeze(service, place);
      default -> new Stop(service, place);
    };
  }

  /** Troubles come together: what happens alone is harmless more often. */
  private static List<Duration> storms(Choices choices) {
    var storms = new ArrayList<Duration>();
    int count = choices.between(1, 3);
    for (int i = 0; i < count; i++) {
      storms.add(choices.upTo(LENGTH.minus(STORM)));
    }
    return storms;
  }

  private static Optional<TroubledMailbox> lasting(Choices choices) {
    return choices.chance(0.5)
        ? Optional.of(
            new TroubledMailbox(
                World.OWN_SERVER,
                Population.anyMailbox(choices),
                choices.oneOf(List.of(TroubledMailbox.Trouble.values()))))
        : Optional.empty();
  }

  private static Duration length(Choices choices) {
    return switch (choices.below(3)) {
      case 0 -> choices.upTo(Duration.ofSeconds(5));
      case 1 -> choices.upTo(Duration.ofSeconds(60));
      default -> choices.upTo(Duration.ofMinutes(4));
    };
  }

  private static Disturbance one(Choices choices) {
    String server = choices.chance(0.7) ? World.OWN_SERVER : World.OTHER_SERVER;
    return switch (choices.below(40)) {
      case 0, 1, 2 -> ofService(choices, Kill::new);
      case 3, 4, 5 -> ofService(choices, Stop::new);
      case 6, 7 -> ofService(choices, Freeze::new);
      case 8, 9, 10 -> new ServerDown(server);
      case 11 -> new ServerSlow(server, choices.upTo(Duration.ofSeconds(10)));
      case 12 -> new ServerThrottling(server);
      case 13 -> new AnswersLost(server);
      case 14 -> new MailboxFull(server, choices.oneOf(Population.mailboxes()));
      case 15 -> new LogInRefused(server, choices.oneOf(Population.mailboxes()));
      case 16 -> choices.chance(0.5) ? new BrokersAway() : new CommitsRefused(choices.below(20));
      case 17 -> new PayloadsAway();
      case 18, 19 -> new ToldTwice(choices.fraction());
      case 20 -> new PasswordRotated(server);
      case 21, 22 -> new MessagesRefused(server);
      case 23 -> new CommandGiven(Operator.Command.DISMISS, choices.chance(0.3));
      case 25, 26 -> new RecordsExpired(choices.oneOf(EXPIRING).name(), choices.fraction());
      case 27 -> new CommandGiven(Operator.Command.REENTER, choices.chance(0.3));
      case 24 -> new CommandGiven(Operator.Command.REPLAY, choices.chance(0.3));
      case 28, 29 -> new FileTakenAway(choices.oneOf(Connectors.NAMES), choices.between(1, 90));
      case 30 -> new DropAway(choices.oneOf(Connectors.NAMES));
      case 31, 32, 33 ->
          new ImportCommanded(choices.oneOf(World.COMMANDED_SERVERS), choices.chance(0.7));
      case 34 -> new IdsForgotten();
      case 36, 37 -> new KilledInTransaction("convert", choices.below(2));
      case 38 -> new KilledInTransaction("ingest", choices.below(2));
      case 35 -> new UnreadableRecord(choices.oneOf(DELIVERED).name());
      default -> reset(choices);
    };
  }

  private static Disturbance ofService(
      Choices choices, BiFunction<String, Integer, Disturbance> disturbance) {
    return switch (choices.below(4)) {
      case 0 -> disturbance.apply("ingest", choices.below(2));
      case 1 -> disturbance.apply("convert", choices.below(2));
      default -> disturbance.apply("import", choices.below(3));
    };
  }

  private static Disturbance reset(Choices choices) {
    return switch (choices.below(3)) {
      case 0 -> new GroupReset("ingest", Ingester.GROUP);
      case 1 -> new GroupReset("import", Importer.GROUP);
      default -> new GroupReset("import", Importer.GROUP + "@" + World.OTHER_SERVER);
    };
  }

  @Override
  public String toString() {
    return Stream.concat(
            lasting.map(it -> "to the end: " + it).stream(),
            planned.stream().map(Planned::toString))
        .collect(joining("\n"));
  }
}
