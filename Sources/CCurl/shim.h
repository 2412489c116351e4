// libcurl's setters take any type after a number, which Swift cannot call.
#pragma once
#include <curl/curl.h>

static inline CURLcode bellwether_set_text(CURL *handle, CURLoption option, const char *value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode bellwether_set_number(CURL *handle, CURLoption option, long value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode bellwether_set_list(CURL *handle, CURLoption option, struct curl_slist *value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode bellwether_set_pointer(CURL *handle, CURLoption option, void *value) {
    return curl_easy_setopt(handle, option, value);
}

typedef size_t (*bellwether_reader)(char *, size_t, size_t, void *);

static inline CURLcode bellwether_set_reader(CURL *handle, bellwether_reader reader) {
    return curl_easy_setopt(handle, CURLOPT_READFUNCTION, reader);
}

static inline CURLcode bellwether_response_code(CURL *handle, long *code) {
    return curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, code);
}

static inline CURLcode bellwether_set_header_writer(CURL *handle, bellwether_reader writer) {
    return curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, writer);
}
