#pragma once

#include "sdk/host/worker/answer_writer.hpp"

namespace haat {

// The sink of haat.catalogue/1.
class CourseWriter : public PageWriter {
 public:
  CourseWriter();

  const haat_page_sink& sink() const { return sink_; }

 private:
  static haat_status add(const haat_page_sink* sink, const haat_course* course);
  static haat_status next(const haat_page_sink* sink, const char* cursor);
  static CourseWriter& of(const haat_page_sink* sink) {
    return *static_cast<CourseWriter*>(sink->host_data);
  }

  haat_page_sink sink_{};
};

}  // namespace haat
