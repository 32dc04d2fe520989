package org.xipline.convert.item;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The properties of one group of a document, asked for by name; what is missing is a finding. */
final class Properties {
  private final Value.Group group;
  private final String path;
  private final DocumentProblems findings;

  private Properties(Value.Group group, String path, DocumentProblems findings) {
    this.group = group;
    this.path = path;
    this.findings = findings;
  }

  static Properties ofRoot(Value.Group root, DocumentProblems findings) {
    return new Properties(root, "", findings);
  }

  Optional<String> text(String name) {
    return find(name).orElse(null) instanceof Value.Text text
        ? Optional.of(text.text())
        : Optional.empty();
  }

  /** A text that is there and not blank. */
  Optional<String> requiredText(String name) {
    Optional<String> text = text(name).filter(value -> !value.isBlank());
    if (text.isEmpty() && !isUnreadable(name)) {
      problem(name, find(name).isPresent() ? "is empty" : "is missing");
    }
    return text;
  }

  Optional<Properties> group(String name) {
    return find(name).flatMap(value -> asGroup(value, path + name));
  }

  Optional<Properties> requiredGroup(String name) {
    if (find(name).isEmpty()) {
      problem(name, "is missing");
    }
    return group(name);
  }

  /** The groups in a list; empty if there is none. */
  List<Properties> groups(String name) {
    List<Value> elements = elements(name);
    return IntStream.range(0, elements.size())
        .mapToObj(i -> asGroup(elements.get(i), path + name + "[" + i + "]"))
        .flatMap(Optional::stream)
        .toList();
  }

  /** The elements of a list; empty if there is none. */
  List<Value> elements(String name) {
    return find(name).orElse(null) instanceof Value.Many many ? many.elements() : List.of();
  }

  boolean isUnreadable(String name) {
    return find(name).orElse(null) instanceof Value.Unreadable;
  }

  /** Tells of something wrong with one of them, and where. */
  void problem(String name, String what) {
    Value.Place place = find(name).map(Value::place).orElse(group.place());
    findings.problem(path + name + " " + what + " (" + place + ")");
  }

  /** Tells of something wrong with a value somewhere below, before all other problems. */
  void foremost(String name, Value value, String what) {
    findings.foremost(path + name + " " + what + " (" + value.place() + ")");
  }

  private Optional<Properties> asGroup(Value value, String at) {
    return value instanceof Value.Group found
        ? Optional.of(new Properties(found, at + ".", findings))
        : Optional.empty();
  }

  private Optional<Value> find(String name) {
    return Optional.ofNullable(group.properties().get(name));
  }
}
