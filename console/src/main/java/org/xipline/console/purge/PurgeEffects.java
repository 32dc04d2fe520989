package org.xipline.console.purge;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.xipline.console.action.ChunkEffects;
import org.xipline.console.action.Effects;
import org.xipline.schemas.identity.ArchiveId;

/**
 * Purges one archive after the other. What was removed before is removed again: nothing happens.
 */
final class PurgeEffects implements Effects {
  private final Purge purge;
  private final Consumer<PurgedArchive> looked;
  private final Runnable closing;

  /**
   * @param closing lets go of what the purge asks
   */
  PurgeEffects(Purge purge, Consumer<PurgedArchive> looked, Runnable closing) {
    this.purge = purge;
    this.looked = looked;
    this.closing = closing;
  }

  @Override
  public int elementsAtOnce() {
    return 1;
  }

  @Override
  public ChunkEffects of(List<String> elements) throws IOException {
    long left = 0;
    for (String archive : elements) {
      PurgedArchive purged = purge.remove(new ArchiveId(archive));
      looked.accept(purged);
      left += purged.kept().isPresent() ? 1 : 0;
    }
    return new ChunkEffects(List.of(), left);
  }

  @Override
  public void close() {
    closing.run();
  }
}
