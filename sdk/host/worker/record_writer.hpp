#pragma once

#include "sdk/host/worker/answer_writer.hpp"

namespace haat {

// The sink of haat.records.
class RecordWriter : public PageWriter {
 public:
  RecordWriter();

  const haat_record_sink& sink() const { return sink_; }

 private:
  static haat_status add(const haat_record_sink* sink, const haat_record* record);
  static haat_status next(const haat_record_sink* sink, const char* cursor);
  static RecordWriter& of(const haat_record_sink* sink) {
    return *static_cast<RecordWriter*>(sink->host_data);
  }

  haat_record_sink sink_{};
};

}  // namespace haat
