package org.xipline.archive.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.xipline.archive.fuzz.FuzzCorpus;
import org.xipline.archive.model.ArchiveRejectedException;
import org.xipline.archive.signature.SignatureBlock;
import org.xipline.archive.signature.SignatureClaim;
import org.xipline.archive.signature.SignatureVerifier;
import org.xipline.archive.signature.ValidSignature;
import org.xipline.archive.xar.SignatureStyle;

/**
 * Any bytes as signatures and certificates over the checksum of a genuine archive: refused, or by
 * the archive's own signer, at the time that its timestamp says, with the one RSA value that there
 * is; and never a signature over another checksum too. Nobody has the keys, so nothing else can be
 * accepted.
 *
 * <p>An input is a byte that says which archive, then parts: what it is, its length in two bytes,
 * its bytes.
 */
class SignatureFuzzTest {
  private static final int PART_HEADER_BYTES = 3;

  /** What a part is. */
  private enum Part {
    RSA_VALUE,
    RSA_CERTIFICATE,
    CMS_VALUE,
    CMS_CERTIFICATE
  }

  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  private record Piece(Part part, byte[] content) {}

  @MethodSource({"seeds", "corpus"})
  @FuzzTest
  void acceptsWhatTheSignerSignedOrRefuses(byte[] input) throws IOException {
    if (input.length == 0) {
      return;
    }
    SignedSeed signed = SignedSeed.of(input[0]);
    List<SignatureBlock> blocks = blocksIn(input);
    try {
      var verifier = new SignatureVerifier(signed.policy());
      SignatureClaim claim = verifier.check(signed.algorithm(), signed.checksum(), blocks);
      assertThat(isRefused(signed, blocks)).isTrue();
      assertThat(valueOf(blocks, SignatureStyle.RSA)).isIn(new byte[0], signed.rsaValue());
      ValidSignature valid = verifier.trust(claim, verifier.timeOf(claim));
      assertThat(valid.signer()).isEqualTo(signed.signer());
      assertThat(valid.signedAt()).isEqualTo(signed.stampedAt());
    } catch (ArchiveRejectedException e) {
      assertThat(e.detail()).isNotBlank();
    }
  }

  static Stream<byte[]> corpus() throws IOException {
    return FuzzCorpus.of(SignatureFuzzTest.class);
  }

  static Stream<byte[]> seeds() throws IOException {
    List<byte[]> seeds = new ArrayList<>();
    for (int archive = 0; archive < SignedSeed.COUNT; archive++) {
      List<SignatureBlock> blocks = SignedSeed.of(archive).blocks();
      seeds.add(encoded(archive, blocks));
      for (SignatureBlock block : blocks) {
        seeds.add(encoded(archive, List.of(block)));
      }
    }
    return seeds.stream();
  }

  private static byte[] encoded(int archive, List<SignatureBlock> blocks) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var out = new DataOutputStream(bytes);
    out.write(archive);
    for (SignatureBlock block : blocks) {
      boolean rsa = block.style() == SignatureStyle.RSA;
      write(out, rsa ? Part.RSA_VALUE : Part.CMS_VALUE, withoutPadding(block.value()));
      for (byte[] certificate : block.certificates()) {
        write(out, rsa ? Part.RSA_CERTIFICATE : Part.CMS_CERTIFICATE, certificate);
      }
    }
    return bytes.toByteArray();
  }

  @SuppressWarnings("EnumOrdinal") // stands in inputs of this test alone
  private static void write(DataOutputStream out, Part part, byte[] content) throws IOException {
    out.write(part.ordinal());
    out.writeShort(content.length);
    out.write(content);
  }

  /** Of the zeros behind it, some remain. */
  private static byte[] withoutPadding(byte[] area) {
    int end = area.length;
    while (area[end - 1] == 0) {
      end--;
    }
    return Arrays.copyOf(area, Math.min(end + 8, area.length));
  }

  private static List<SignatureBlock> blocksIn(byte[] input) {
    List<Piece> pieces = new ArrayList<>();
    var rest = ByteBuffer.wrap(input).position(1);
    while (rest.remaining() >= PART_HEADER_BYTES) {
      Part part = Part.values()[(rest.get() & 0xff) % Part.values().length];
      byte[] content = new byte[Math.min(rest.getShort() & 0xffff, rest.remaining())];
      rest.get(content);
      pieces.add(new Piece(part, content));
    }
    return Stream.concat(
            blocks(
                SignatureStyle.RSA, of(pieces, Part.RSA_VALUE), of(pieces, Part.RSA_CERTIFICATE)),
            blocks(
                SignatureStyle.CMS, of(pieces, Part.CMS_VALUE), of(pieces, Part.CMS_CERTIFICATE)))
        .toList();
  }

  private static List<byte[]> of(List<Piece> pieces, Part part) {
    return pieces.stream().filter(piece -> piece.part() == part).map(Piece::content).toList();
  }

  private static Stream<SignatureBlock> blocks(
      SignatureStyle style, List<byte[]> values, List<byte[]> certificates) {
    return values.stream().map(value -> new SignatureBlock(style, value, certificates));
  }

  private static byte[] valueOf(List<SignatureBlock> blocks, SignatureStyle style) {
    return blocks.stream()
        .filter(block -> block.style() == style)
        .map(SignatureBlock::value)
        .findFirst()
        .orElse(new byte[0]);
  }

  private static boolean isRefused(SignedSeed signed, List<SignatureBlock> blocks) {
    byte[] other = signed.checksum();
    other[0] ^= 1;
    try {
      new SignatureVerifier(signed.policy()).check(signed.algorithm(), other, blocks);
      return false;
    } catch (ArchiveRejectedException _) {
      return true;
    }
  }
}
