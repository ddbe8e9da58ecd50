#pragma once

#include "sdk/host/worker/answer_writer.hpp"

namespace haat {

// The sink of haat.delta.
class DeltaWriter : public FollowedWriter {
 public:
  DeltaWriter();
  const haat_delta_sink& sink() const { return sink_; }

 private:
  static haat_status changed(const haat_delta_sink* sink, const haat_course* course);
  static haat_status gone(const haat_delta_sink* sink, const char* external_id);
  static haat_status next(const haat_delta_sink* sink, const char* cursor, int32_t more);
  static DeltaWriter& of(const haat_delta_sink* sink) {
    return *static_cast<DeltaWriter*>(sink->host_data);
  }
  bool begin(std::uint32_t kind);

  haat_delta_sink sink_{};
};

}  // namespace haat
