#pragma once

#include "sdk/host/worker/answer_writer.hpp"

namespace haat {

// The sink of haat.health.
class HealthWriter : public AnswerWriter {
 public:
  HealthWriter();
  const haat_health_sink& sink() const { return sink_; }
  std::string finish();  // the payload. Afterwards there may be a refusal

 private:
  static haat_status tell(const haat_health_sink* sink, haat_health_state state,
                          const char* sentence);

  haat_health_sink sink_{};
};

}  // namespace haat
