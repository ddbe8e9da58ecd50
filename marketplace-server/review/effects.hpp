#pragma once

#include <string>

#include "core/result.hpp"
#include "marketplace-server/store/records.hpp"

namespace haat::server {

class Repository;
class Session;
struct Deed;

// What publish() has made of an accepted submission before its state changes.
struct Publication {
  Release release;
  std::string statement;  // SHA-256 of the release statement, in hex
  SignatureNote signature;
};

// What an act does besides moving the submission, which it gets as it is then, in the same
// transaction. `words` completes "then ...".
struct Effect {
  const char* words;
  Result<void> (*happens)(Session&, Repository&, const Submission&, const Deed&);
};

extern const Effect leaves_queue;
extern const Effect is_told;
extern const Effect is_not_kept;
extern const Effect is_endorsed;
extern const Effect begins_anew;
extern const Effect is_decided;
extern const Effect is_published;
extern const Effect is_listed_again;
extern const Effect leaves_lists;
extern const Effect gets_mark;
extern const Effect gives_way;
extern const Effect is_given_out_no_more;

}  // namespace haat::server
