#pragma once

#include "sdk/host/worker/answer_writer.hpp"

namespace haat {

// The sink of haat.certificates.
class CertificateWriter : public AnswerWriter {
 public:
  CertificateWriter();
  const haat_certificate_sink& sink() const { return sink_; }
  std::string finish();  // the payload. Afterwards there may be a refusal

 private:
  static haat_status tell(const haat_certificate_sink* sink, haat_certificate_verdict verdict,
                          const char* sentence);
  static haat_status fact(const haat_certificate_sink* sink, const char* name, const char* value);
  static CertificateWriter& of(const haat_certificate_sink* sink) {
    return *static_cast<CertificateWriter*>(sink->host_data);
  }

  haat_certificate_sink sink_{};
  int told_ = 0;
  wire::Writer verdict_;  // stands before the facts, whatever came first
};

}  // namespace haat
