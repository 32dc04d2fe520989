package org.xipline.console.simulation.world;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.xipline.runtime.simulation.Choices;
import org.xipline.runtime.simulation.Simulation;
import org.xipline.schemas.identity.EmailAddress;

/** Mailboxes, and the items of archives; the same for all seeds. */
public final class Population {
  private static final List<String> NAMES = List.of("ada", "bob", "cyd", "dan", "eve", "fay");

  private final Choices choices = new Simulation(0).choices("population");
  private int items;

  public static List<EmailAddress> mailboxes() {
    return NAMES.stream().map(Population::mailbox).toList();
  }

  /** One of them; the first one more often. */
  public static EmailAddress anyMailbox(Choices choices) {
    return mailbox(anyName(choices));
  }

  private static String anyName(Choices choices) {
    return choices.chance(0.3) ? NAMES.getFirst() : choices.oneOf(NAMES);
  }

  private static EmailAddress mailbox(String name) {
    return EmailAddress.parse(name + "@example.com").orElseThrow();
  }

  List<Item> items() {
    var own = new ArrayList<Item>();
    int count = choices.chance(0.2) ? choices.between(8, 30) : choices.between(1, 6);
    for (int i = 0; i < count; i++) {
      own.add(item(i));
    }
    return own;
  }

  /** Now and then one that was there before, which is one message with it. */
  private Item item(int number) {
    int id = items > 0 && choices.chance(0.1) ? choices.below(items) : items++;
    Set<Addressee> addressees = new LinkedHashSet<>();
    int count = choices.between(1, 3);
    for (int i = 0; i < count; i++) {
      addressees.add(addressee());
    }
    return new Item(
        "d/%d.json".formatted(number), "i" + id, List.copyOf(addressees), choices.chance(0.3));
  }

  private Addressee addressee() {
    String name = anyName(choices);
    String address = choices.chance(0.2) ? "alias." + name : name;
    return new Addressee(address + "@example.com", mailbox(name));
  }
}
