package org.xipline.ingest.rules;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.xipline.schemas.identity.EmailAddress;
import org.xipline.schemas.record.MappedAddress;

/** Reads the custom mapping: whose mailbox an address means, whatever the directory says. */
final class MappingCsv {
  private final CsvFile file;
  private final RulesProblems problems;

  private final Map<EmailAddress, Target> targets = new TreeMap<>();

  private MappingCsv(CsvFile file, RulesProblems problems) {
    this.file = file;
    this.problems = problems;
  }

  private record Target(EmailAddress mailbox, long line) {}

  static List<MappedAddress> read(Path path, RulesProblems problems) {
    var mapping = new MappingCsv(new CsvFile(path, List.of("address", "mailbox")), problems);
    mapping.file.read(mapping::readRow, problems);
    return mapping.mappedAddresses();
  }

  private void readRow(CsvFile.Row row) {
    Optional<EmailAddress> address = address("address", row.values().get(0), row.line());
    Optional<EmailAddress> mailbox = address("mailbox", row.values().get(1), row.line());
    if (address.isPresent() && mailbox.isPresent()) {
      map(address.get(), new Target(mailbox.get(), row.line()));
    }
  }

  private void map(EmailAddress address, Target target) {
    Target earlier = targets.putIfAbsent(address, target);
    if (earlier != null && !earlier.mailbox().equals(target.mailbox())) {
      problems.add(
          file.name(),
          target.line(),
          address
              + " cannot be mapped to "
              + target.mailbox()
              + ": line "
              + earlier.line()
              + " maps it to "
              + earlier.mailbox());
    }
  }

  private Optional<EmailAddress> address(String column, String text, long line) {
    Optional<EmailAddress> address = EmailAddress.parse(text);
    if (address.isEmpty()) {
      problems.add(file.name(), line, "not an address in column " + column + ": '" + text + "'");
    }
    return address;
  }

  private List<MappedAddress> mappedAddresses() {
    return targets.entrySet().stream().map(MappingCsv::mappedAddress).toList();
  }

  private static MappedAddress mappedAddress(Map.Entry<EmailAddress, Target> row) {
    return MappedAddress.newBuilder()
        .setAddress(row.getKey().value())
        .setMailbox(row.getValue().mailbox().value())
        .build();
  }
}
