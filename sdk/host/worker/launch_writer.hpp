#pragma once

#include "sdk/host/worker/answer_writer.hpp"

namespace haat {

// The sink of haat.launch.
class LaunchWriter : public AnswerWriter {
 public:
  LaunchWriter();
  const haat_launch_sink& sink() const { return sink_; }
  std::string finish();  // the payload. Afterwards there may be a refusal

 private:
  static haat_status tell(const haat_launch_sink* sink, const char* address);

  haat_launch_sink sink_{};
  bool told_ = false;
};

}  // namespace haat
