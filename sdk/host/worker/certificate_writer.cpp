#include "sdk/host/worker/certificate_writer.hpp"

namespace haat {

CertificateWriter::CertificateWriter() : AnswerWriter("fact") {
  sink_ = {this, tell, fact};
}

haat_status CertificateWriter::tell(const haat_certificate_sink* sink,
                                    haat_certificate_verdict verdict, const char* sentence) {
  CertificateWriter& writer = of(sink);
  if (!writer.takes_more()) return HAAT_STOPPED;
  const std::string_view text = sentence != nullptr ? sentence : "";
  if (++writer.told_ > 1) writer.refuse("it judged the certificate twice");
  if (verdict < HAAT_CERTIFICATE_UNKNOWN || verdict > HAAT_CERTIFICATE_INVALID)
    writer.refuse("it gave the unknown verdict " + std::to_string(verdict));
  if (text.size() > HAAT_MAX_FIELD_BYTES || !wire::is_token(text))
    writer.refuse("the sentence about the certificate has " + std::to_string(text.size()) +
                  " bytes (limit " + std::to_string(HAAT_MAX_FIELD_BYTES) +
                  ") or is no plain text");
  writer.verdict_.u32(static_cast<std::uint32_t>(verdict));
  writer.verdict_.text(text);
  return writer.answer();
}

haat_status CertificateWriter::fact(const haat_certificate_sink* sink, const char* name,
                                    const char* value) {
  CertificateWriter& writer = of(sink);
  if (!writer.takes_more()) return HAAT_STOPPED;
  writer.begin_item(HAAT_MAX_CERTIFICATE_FACTS);
  writer.token("name", name, HAAT_MAX_FIELD_BYTES);
  writer.token("value", value, HAAT_MAX_FIELD_BYTES);
  return writer.answer();
}

std::string CertificateWriter::finish() {
  if (told_ == 0) refuse("it gave no verdict on the certificate");
  verdict_.u32(items());
  return verdict_.bytes() + payload_.bytes();
}

}  // namespace haat
