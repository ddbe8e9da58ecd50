#include "sdk/host/worker/completion_writer.hpp"

#include <cmath>

namespace haat {

CompletionWriter::CompletionWriter() : FollowedWriter("completion") {
  sink_ = {this, add, next};
}

// What a number says, the host's reader judges; here it only has to be one.
void CompletionWriter::number(const char* name, const double* value) {
  if (value != nullptr && !std::isfinite(*value))
    return refuse(std::string("the ") + name + " of its completion " + std::to_string(items()) +
                  " is no number");
  payload_.u32(value != nullptr ? 1 : 0);
  if (value != nullptr) payload_.real(*value);
}

haat_status CompletionWriter::add(const haat_completion_sink* sink,
                                  const haat_completion* completion) {
  CompletionWriter& writer = of(sink);
  if (!writer.takes_more()) return HAAT_STOPPED;
  writer.begin_item(HAAT_MAX_PAGE_COMPLETIONS);
  writer.id("learner", completion->learner);
  writer.id("external_id", completion->external_id);
  writer.token("began_at", completion->began_at, HAAT_MAX_FIELD_BYTES);
  writer.token("finished_at", completion->finished_at, HAAT_MAX_FIELD_BYTES);
  writer.number("score", completion->score);
  writer.number("hours", completion->hours);
  writer.token("certificate", completion->certificate, HAAT_MAX_FIELD_BYTES);
  return writer.answer();
}

haat_status CompletionWriter::next(const haat_completion_sink* sink, const char* cursor,
                                   int32_t more) {
  return of(sink).FollowedWriter::next(cursor, more);
}

}  // namespace haat
