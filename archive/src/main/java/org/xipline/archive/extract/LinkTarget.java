package org.xipline.archive.extract;

import java.util.List;
import org.xipline.archive.model.ArchiveEntry.SymbolicLink;

/** Where a symbolic link leads, judged without looking at any file. */
final class LinkTarget {
  private static final String HERE = ".";
  private static final String UP = "..";

  private LinkTarget() {}

  /**
   * Whether whoever follows the link stays inside of what was extracted, as long as the other links
   * do too. The folders above a link are real ones, so steps up at the target's begin are counted;
   * a step up behind a name could start from wherever another link leads, and is taken for one out.
   */
  static boolean staysInside(SymbolicLink link) {
    if (link.target().startsWith("/")) {
      return false;
    }
    List<String> steps =
        List.of(link.target().split("/")).stream()
            .filter(step -> !step.isEmpty() && !step.equals(HERE))
            .toList();
    long stepsUp = steps.stream().takeWhile(UP::equals).count();
    boolean goesUpLater = steps.stream().skip(stepsUp).anyMatch(UP::equals);
    return stepsUp <= foldersAbove(link) && !goesUpLater;
  }

  private static long foldersAbove(SymbolicLink link) {
    return link.path().value().chars().filter(character -> character == '/').count();
  }
}
