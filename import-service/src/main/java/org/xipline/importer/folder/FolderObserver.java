package org.xipline.importer.folder;

import java.time.Duration;

/** Hears what happens in folders, so that it can be measured. Called on many threads. */
public interface FolderObserver {

  /** Hears nothing. */
  FolderObserver NONE =
      new FolderObserver() {
        @Override
        public void appending(long bytes) {}

        @Override
        public void appended(long bytes, Duration took) {}

        @Override
        public void removedOwnCopies(int count) {}
      };

  /** A batch of so many octets is on its way from now on. */
  void appending(long bytes);

  /** The batch is on its way no more, whatever became of it. */
  void appended(long bytes, Duration took);

  /** So many of our own second copies went. */
  void removedOwnCopies(int count);
}
