package org.xipline.ingest.rules;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.xipline.schemas.identity.EmailAddress;
import org.xipline.schemas.record.User;

/** Reads the directory of users: who has a mailbox, and under which other addresses. */
final class DirectoryCsv {
  private final CsvFile file;
  private final RulesProblems problems;

  private final Map<EmailAddress, Set<EmailAddress>> aliases = new TreeMap<>();
  private final Map<EmailAddress, Claim> claims = new TreeMap<>();

  private DirectoryCsv(CsvFile file, RulesProblems problems) {
    this.file = file;
    this.problems = problems;
  }

  /** Which mailbox an address was given to, and where. */
  private record Claim(EmailAddress mailbox, long line) {}

  static List<User> read(Path path, RulesProblems problems) {
    var directory = new DirectoryCsv(new CsvFile(path, List.of("mailbox", "aliases")), problems);
    directory.file.read(directory::readUser, problems);
    return directory.users();
  }

  private void readUser(CsvFile.Row row) {
    String mailbox = row.values().get(0);
    address(mailbox, row.line()).ifPresent(valid -> addUser(valid, row));
  }

  private void addUser(EmailAddress mailbox, CsvFile.Row row) {
    Claim earlier = claims.get(mailbox);
    if (earlier != null && earlier.mailbox().equals(mailbox)) {
      problem(row.line(), mailbox + " already has a row, on line " + earlier.line());
    } else if (claim(mailbox, mailbox, row.line())) {
      aliases.put(mailbox, new TreeSet<>());
    }
    for (String alias : row.values().get(1).split(";", -1)) {
      if (!alias.isBlank()) {
        address(alias, row.line()).ifPresent(valid -> addAlias(valid, mailbox, row.line()));
      }
    }
  }

  private void addAlias(EmailAddress alias, EmailAddress mailbox, long line) {
    if (claim(alias, mailbox, line) && aliases.containsKey(mailbox) && !alias.equals(mailbox)) {
      aliases.get(mailbox).add(alias);
    }
  }

  private boolean claim(EmailAddress address, EmailAddress mailbox, long line) {
    Claim earlier = claims.putIfAbsent(address, new Claim(mailbox, line));
    if (earlier == null || earlier.mailbox().equals(mailbox)) {
      return true;
    }
    problem(
        line,
        address
            + " cannot belong to "
            + mailbox
            + ": line "
            + earlier.line()
            + " gives it to "
            + earlier.mailbox());
    return false;
  }

  private Optional<EmailAddress> address(String text, long line) {
    Optional<EmailAddress> address = EmailAddress.parse(text);
    if (address.isEmpty()) {
      problem(line, "not an address: '" + text.strip() + "'");
    }
    return address;
  }

  private void problem(long line, String text) {
    problems.add(file.name(), line, text);
  }

  private List<User> users() {
    return aliases.entrySet().stream().map(DirectoryCsv::user).toList();
  }

  private static User user(Map.Entry<EmailAddress, Set<EmailAddress>> row) {
    return User.newBuilder()
        .setMailbox(row.getKey().value())
        .addAllAliases(row.getValue().stream().map(EmailAddress::value).toList())
        .build();
  }
}
