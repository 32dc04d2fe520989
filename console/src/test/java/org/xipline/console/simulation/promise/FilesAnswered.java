package org.xipline.console.simulation.promise;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.xipline.console.ledger.FoldedLedger;
import org.xipline.console.simulation.world.Archive;
import org.xipline.console.simulation.world.Connectors;
import org.xipline.console.simulation.world.Installation;
import org.xipline.ingest.drop.SimulatedDrop;
import org.xipline.schemas.identity.Sha256;

/**
 * No file stays in a drop. Archives that were accepted lie among the imported ones; everything else
 * is quarantined, with its reason beside it.
 */
final class FilesAnswered implements Promise {
  private static final String IMPORTED = "imported/";
  private static final String QUARANTINE = "quarantine/";
  private static final String REASON = ".reason.json";

  @Override
  public List<String> broken(Installation installation, FoldedLedger ledger) {
    var broken = new ArrayList<String>();
    for (String connector : Connectors.NAMES) {
      SimulatedDrop drop = installation.world().connectors().drop(connector);
      Set<String> expected = idsOf(installation, connector);
      for (String name : drop.names()) {
        String id = Sha256.digest(drop.contentOf(name).orElseThrow()).hex();
        if (!isRight(drop, name, expected.contains(id))) {
          broken.add("%s of %s holds %s".formatted(name, connector, id.substring(0, 6)));
        }
      }
      for (String id : idsOf(drop, IMPORTED)) {
        expected.remove(id);
      }
      expected.forEach(id -> broken.add(id + " is not among the imported of " + connector));
    }
    return broken;
  }

  private static Set<String> idsOf(Installation installation, String connector) {
    var ids = new HashSet<String>();
    for (Archive archive : installation.world().archives()) {
      if (archive.connector().equals(connector)) {
        ids.add(archive.id());
      }
    }
    return ids;
  }

  private static List<String> idsOf(SimulatedDrop drop, String folder) {
    return drop.names().stream()
        .filter(name -> name.startsWith(folder))
        .map(name -> Sha256.digest(drop.contentOf(name).orElseThrow()).hex())
        .toList();
  }

  private static boolean isRight(SimulatedDrop drop, String name, boolean isGood) {
    if (name.startsWith(IMPORTED)) {
      return isGood;
    }
    return name.startsWith(QUARANTINE)
        && !isGood
        && (name.endsWith(REASON) || drop.contentOf(name + REASON).isPresent());
  }
}
