#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <thread>
#include <utility>

#include "sdk/host/wire/fields.hpp"
#include "sdk/provider/provider.h"

namespace haat {

// What the sinks of all calls share: they check what the plugin hands over against the limits of
// provider.h and write the answer's payload. After the first refusal nothing more is taken.
class AnswerWriter {
 public:
  AnswerWriter(const AnswerWriter&) = delete;
  AnswerWriter& operator=(const AnswerWriter&) = delete;

  // Asked before each item, if it is any.
  void heed(std::function<bool()> stopped) { stopped_ = std::move(stopped); }

  // Why it wants no more; empty: it does want more.
  const std::string& refusal() const { return refusal_; }

 protected:
  // Of what the answer is a list: "course".
  explicit AnswerWriter(const char* noun) : noun_(noun) {}
  ~AnswerWriter() = default;

  haat_status answer() const { return refusal_.empty() ? HAAT_OK : HAAT_STOPPED; }
  bool takes_more();  // and is called on the right thread
  void refuse(std::string why);
  void begin_item(std::uint32_t limit);
  std::uint32_t items() const { return items_; }

  // Fields of the item that was begun last. A text may be NULL, a token may not be; neither has
  // control characters, an id is not empty besides.
  void field(const char* name, const char* value, std::size_t limit);
  void token(const char* name, const char* value, std::size_t limit);
  void id(const char* name, const char* value);
  // One that is over a limit or malformed is written as refused, and the page goes on.
  void course(const haat_course& course);
  void record(const haat_record& record);  // the same

  wire::Writer payload_;

 private:
  std::string which(const char* name) const;
  void put(std::string_view text);  // which nothing is wrong with

  const char* noun_;
  std::function<bool()> stopped_;
  std::thread::id thread_ = std::this_thread::get_id();
  std::uint32_t items_ = 0;
  std::size_t bytes_ = 0;
  std::string refusal_;
};

// Of a page that says what follows it only if something does: a catalogue, records.
class PageWriter : public AnswerWriter {
 public:
  std::string finish();  // the payload

 protected:
  explicit PageWriter(const char* noun);
  haat_status next(const char* cursor);

 private:
  std::string next_;
};

// Of a page that always has something that follows it: a delta, completions.
class FollowedWriter : public AnswerWriter {
 public:
  // Once the call has returned HAAT_OK. Afterwards there may be a refusal.
  std::string finish();

 protected:
  explicit FollowedWriter(const char* noun);
  haat_status next(const char* cursor, int32_t more);

 private:
  int nexts_ = 0;
  std::string next_;
  bool more_ = false;
};

}  // namespace haat
