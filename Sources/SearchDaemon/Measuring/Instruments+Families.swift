// SPDX-License-Identifier: GPL-3.0-or-later

extension Instruments {
    /// The metrics' names.
    enum Name {
        static let acceptedConnections = "crisis_search_connections_accepted_total"
        static let acceptFailures = "crisis_search_accept_failures_total"
        static let articles = "crisis_search_articles"
        static let build = "crisis_search_build_info"
        static let commitSeconds = "crisis_search_commit_duration_seconds"
        static let connections = "crisis_search_connections"
        static let evictions = "crisis_search_connections_evicted_total"
        static let files = "crisis_search_files_total"
        static let indexBytes = "crisis_search_index_bytes"
        static let indexedThrough = "crisis_search_indexed_through_timestamp_seconds"
        static let indexingFailures = "crisis_search_indexing_failures_total"
        static let lastCommit = "crisis_search_last_commit_timestamp_seconds"
        static let malformedRequests = "crisis_search_malformed_requests_total"
        static let pending = "crisis_search_pending_files"
        static let problems = "crisis_search_problems"
        static let readerExpiries = "crisis_search_reader_expiries_total"
        static let requestSeconds = "crisis_search_request_duration_seconds"
        static let requests = "crisis_search_requests_total"
        static let searchThreadsBusy = "crisis_search_busy_threads"
        static let slowQuestions = "crisis_search_slow_questions_total"
        static let state = "crisis_search_state"
        static let unreadable = "crisis_search_unreadable_files"
        static let waiting = "crisis_search_waiting_requests"
        static let watching = "crisis_search_watching"
        // Those that every exporter has, by their usual names.
        static let processorSeconds = "process_cpu_seconds_total"
        static let openDescriptors = "process_open_fds"
        static let maximumDescriptors = "process_max_fds"
        static let residentBytes = "process_resident_memory_bytes"
        static let started = "process_start_time_seconds"
    }

    /// What is said about each.
    static let families = [
        MetricFamily(Name.acceptedConnections, .counter, "Connections taken from the socket."),
        MetricFamily(Name.acceptFailures, .counter, "Times that the system could give no connection."),
        MetricFamily(Name.articles, .gauge, "Articles that queries can find."),
        MetricFamily(Name.build, .gauge, "Always 1; the version is a label."),
        MetricFamily(Name.commitSeconds, .histogram, "What it took to make changes durable."),
        MetricFamily(Name.connections, .gauge, "Connections that are open."),
        MetricFamily(Name.evictions, .counter, "Idle connections that were closed to make room for others."),
        MetricFamily(Name.files, .counter, "Files that were looked at, by what came of it."),
        MetricFamily(Name.indexBytes, .gauge, "What the index takes on the disk."),
        MetricFamily(
            Name.indexedThrough, .gauge,
            "Every change before this moment is in the index. Missing until the folders were compared after a start."),
        MetricFamily(Name.indexingFailures, .counter, "Times that the index could not be written to."),
        MetricFamily(Name.lastCommit, .gauge, "When a change was last made durable. Missing before the first."),
        MetricFamily(Name.malformedRequests, .counter, "Requests that could not be read as HTTP."),
        MetricFamily(Name.pending, .gauge, "Files and folders that are known to differ from the index, or may."),
        MetricFamily(Name.problems, .gauge, "Problems that /v1/status tells of."),
        MetricFamily(Name.readerExpiries, .counter, "Questions begun anew because the writer had overtaken them."),
        MetricFamily(Name.requestSeconds, .histogram, "From the request to the beginning of its answer."),
        MetricFamily(Name.requests, .counter, "Requests answered."),
        MetricFamily(Name.searchThreadsBusy, .gauge, "Search threads at work."),
        MetricFamily(
            Name.slowQuestions, .counter, "Questions that held a search thread for longer than slow_query."),
        MetricFamily(Name.state, .gauge, "1 for the state that the daemon is in, 0 for the others."),
        MetricFamily(Name.unreadable, .gauge, "Files that could not be read; /v1/status has the reasons."),
        MetricFamily(Name.waiting, .gauge, "Requests that wait for a search thread."),
        MetricFamily(Name.watching, .gauge, "1 for the way in which changes are noticed, 0 for the others."),
        MetricFamily(Name.processorSeconds, .counter, "Processor time, of user and system."),
        MetricFamily(Name.openDescriptors, .gauge, "Open file descriptors."),
        MetricFamily(Name.maximumDescriptors, .gauge, "File descriptors that may be open."),
        MetricFamily(Name.residentBytes, .gauge, "Resident memory."),
        MetricFamily(Name.started, .gauge, "When the daemon started."),
    ]
}
