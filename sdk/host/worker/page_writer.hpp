#pragma once

#include "sdk/host/worker/answer_writer.hpp"

namespace haat {

// The sink of haat.catalogue/1.
class PageWriter : public AnswerWriter {
 public:
  PageWriter();

  const haat_page_sink& sink() const { return sink_; }
  std::string finish();  // the payload

 private:
  static haat_status add(const haat_page_sink* sink, const haat_course* course);
  static haat_status next(const haat_page_sink* sink, const char* cursor);
  static PageWriter& of(const haat_page_sink* sink) {
    return *static_cast<PageWriter*>(sink->host_data);
  }

  haat_page_sink sink_{};
  std::string next_;
};

}  // namespace haat
