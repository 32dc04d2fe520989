package org.xipline.ingest.content;

import org.xipline.ingest.archive.ArchiveLimits;

class XzChunkDecoderTest implements ChunkDecoderContract {

  @Override
  public ChunkDecoder decoder(ArchiveLimits limits) {
    return new XzChunkDecoder(limits);
  }
}
