package org.xipline.importer.mailbox;

/** How far a folder has been looked at. Only the kind of mailbox that gave it can read it. */
public interface FolderPosition {

  /** Nothing has been looked at. */
  FolderPosition START =
      new FolderPosition() {
        @Override
        public String toString() {
          return "START";
        }
      };
}
