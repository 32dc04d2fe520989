package org.xipline.console.simulation.world;

import java.time.Duration;
import java.util.Arrays;
import org.xipline.console.simulation.world.ArchivePool.ArchiveFile;
import org.xipline.ingest.drop.SimulatedDrop;
import org.xipline.runtime.simulation.Choices;
import org.xipline.runtime.simulation.SimulatedProcess;

/** Whoever puts archives into drops: at once, under a name of their own until then, or slowly. */
final class Sender {
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final Duration LONGEST_UNREADABLE = Duration.ofMinutes(2);

  private final World world;
  private final Choices choices;
  private final SimulatedProcess process;
  private int files;

  Sender(World world, SimulatedProcess process) {
    this.world = world;
    this.choices = world.simulation().choices("sender");
    this.process = process;
  }

  /** Puts a file into a connector's drop. */
  void drop(ArchiveFile file, String connector) {
    int number = ++files;
    String name = choices.chance(0.15) ? number + "\n.xip" : number + ".xip";
    world.simulation().note("sender", "%s into %s: %s".formatted(name, connector, file.path()));
    SimulatedDrop drop = world.connectors().drop(connector);
    int manner = choices.below(4);
    var _ = process.start("sender-" + number, () -> write(file, name, drop, manner));
  }

  private void write(ArchiveFile file, String name, SimulatedDrop drop, int manner) {
    byte[] content = file.content();
    byte[] half = Arrays.copyOf(content, content.length / 2);
    switch (manner) {
      case 0 -> {
        drop.put(name + ".part", half);
        pause(LONGEST_PAUSE);
        boolean _ = drop.remove(name + ".part").isPresent();
      }
      case 1 -> {
        drop.put(name, half);
        pause(LONGEST_PAUSE);
      }
      case 2 -> {
        drop.setReadable(name, false);
        var _ =
            world
                .simulation()
                .after(choices.upTo(LONGEST_UNREADABLE), () -> drop.setReadable(name, true));
      }
      default -> {}
    }
    drop.put(name, content);
  }

  private void pause(Duration longest) {
    try {
      world.simulation().sleep(choices.upTo(longest));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
