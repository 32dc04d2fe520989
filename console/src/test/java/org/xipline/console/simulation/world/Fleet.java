package org.xipline.console.simulation.world;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.xipline.runtime.simulation.SimulatedProcess;

/** The instances of one service, some up and some down. */
public final class Fleet {
  private static final Duration RESTART = Duration.ofSeconds(10);

  private final World world;
  private final String service;
  private final BiFunction<SimulatedProcess, Integer, Member> start;
  private final List<Place> places = new ArrayList<>();
  private int starts;

  /** Where an instance runs, or does not. */
  private static final class Place {
    @Nullable Member member;
  }

  public Fleet(
      World world, String service, int size, BiFunction<SimulatedProcess, Integer, Member> start) {
    this.world = world;
    this.service = service;
    this.start = start;
    for (int i = 0; i < size; i++) {
      places.add(new Place());
    }
  }

  public String service() {
    return service;
  }

  public int size() {
    return places.size();
  }

  /** Starts an instance where none runs. */
  public void start(int place) {
    Place here = places.get(place);
    if (here.member == null) {
      SimulatedProcess process =
          world.simulation().process("%s-%d.%d".formatted(service, place, ++starts));
      world.simulation().note(process.name(), "starts");
      here.member = start.apply(process, place);
    }
  }

  public void kill(int place) {
    Place here = places.get(place);
    if (here.member != null) {
      here.member.process().kill();
      here.member = null;
    }
  }

  /** Asks it to end; it may take its time for that, and a successor may start meanwhile. */
  public void stop(int place) {
    Place here = places.get(place);
    if (here.member != null) {
      world.simulation().note(here.member.process().name(), "is asked to stop");
      here.member.stop();
      here.member = null;
    }
  }

  public void freeze(int place) {
    Place here = places.get(place);
    if (here.member != null) {
      here.member.process().freeze();
    }
  }

  public void thaw(int place) {
    Place here = places.get(place);
    if (here.member != null) {
      here.member.process().thaw();
    }
  }

  /** What has ended by itself is started again, as a supervisor does. */
  public void restart(SimulatedProcess ended) {
    for (int i = 0; i < places.size(); i++) {
      int place = i;
      Member member = places.get(i).member;
      if (member != null && member.process() == ended) {
        ended.kill();
        places.get(i).member = null;
        var _ = world.simulation().after(RESTART, () -> start(place));
      }
    }
  }

  /** The one at a place; empty if none is up there. */
  public Optional<Member> memberAt(int place) {
    return Optional.ofNullable(places.get(place).member);
  }

  /** Whether a process was, or is, an instance at this place. */
  public boolean isOf(int place, SimulatedProcess process) {
    return process.name().startsWith("%s-%d.".formatted(service, place));
  }

  /** Those that are up. */
  public List<Member> members() {
    var members = new ArrayList<Member>();
    for (Place place : places) {
      if (place.member != null) {
        members.add(place.member);
      }
    }
    return members;
  }
}
