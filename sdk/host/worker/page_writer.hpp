#pragma once

#include <cstdint>
#include <string>
#include <thread>

#include "sdk/host/wire/fields.hpp"
#include "sdk/provider/provider.h"

namespace haat {

// The sink of haat.catalogue/1: checks each course against the limits of provider.h and writes the
// page's payload.
class PageWriter {
 public:
  PageWriter();

  const haat_page_sink& sink() const { return sink_; }
  std::string finish();  // the payload
  // Why it wants no more; empty: it does want more.
  const std::string& refusal() const { return refusal_; }

 private:
  static haat_status add(const haat_page_sink* sink, const haat_course* course);
  static haat_status next(const haat_page_sink* sink, const char* cursor);
  static PageWriter& of(const haat_page_sink* sink) {
    return *static_cast<PageWriter*>(sink->host_data);
  }

  void write(const haat_course& course);
  void field(const char* name, const char* value, std::size_t limit);
  haat_status answer() const { return refusal_.empty() ? HAAT_OK : HAAT_STOPPED; }
  bool on_our_thread();
  void refuse(std::string why);

  haat_page_sink sink_{};
  std::thread::id thread_ = std::this_thread::get_id();
  wire::Writer payload_;
  std::uint32_t courses_ = 0;
  std::size_t bytes_ = 0;
  std::string next_;
  std::string refusal_;
};

}  // namespace haat
