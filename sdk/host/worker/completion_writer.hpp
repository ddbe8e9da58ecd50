#pragma once

#include "sdk/host/worker/answer_writer.hpp"

namespace haat {

// The sink of haat.completions.
class CompletionWriter : public FollowedWriter {
 public:
  CompletionWriter();
  const haat_completion_sink& sink() const { return sink_; }

 private:
  static haat_status add(const haat_completion_sink* sink, const haat_completion* completion);
  static haat_status next(const haat_completion_sink* sink, const char* cursor, int32_t more);
  static CompletionWriter& of(const haat_completion_sink* sink) {
    return *static_cast<CompletionWriter*>(sink->host_data);
  }
  void number(const char* name, const double* value);

  haat_completion_sink sink_{};
};

}  // namespace haat
