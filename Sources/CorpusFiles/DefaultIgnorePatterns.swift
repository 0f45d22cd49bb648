// SPDX-License-Identifier: GPL-3.0-or-later

extension IgnoreRules {
    /// What is ignored unless the configuration says otherwise, hidden files apart: see `init(patterns:includeHidden:)`.
    package static let defaultPatterns = defaults.map(\.pattern)

    /// Each pattern with the program that leaves such files behind.
    ///
    /// The names with a dot in front matter where hidden files are included.
    package static let defaults: [(pattern: String, reason: String)] = [
        (".git/", "Git's own data"),
        (".hg/", "Mercurial's own data"),
        (".svn/", "Subversion's own data"),
        ("lost+found/", "what a file system check recovered"),

        ("*~", "backups of Emacs, Vim, nano, gedit"),
        ("\\#*#", "Emacs' autosaved text"),
        (".#*", "Emacs' locks"),
        ("*.swp", "Vim's swap files"),
        (".*.sw?", "Vim's further swap files"),
        ("4913", "Vim's trial whether it may write a folder"),
        ("*.bak", "backups of many programs"),
        ("*.tmp", "files that many programs write first and rename when done"),
        (".goutputstream-*", "files that GNOME programs write first and rename when done"),
        (".~lock.*#", "LibreOffice's locks"),
        ("~$*", "Microsoft Office's locks"),

        ("*.part", "downloads in progress: Firefox, KDE, yt-dlp"),
        ("*.crdownload", "downloads in progress: Chromium"),
        ("*.partial", "downloads in progress: Edge, Opera, rsync --partial-dir"),
        ("*.download", "downloads in progress: Safari"),
        ("*.filepart", "transfers in progress: WinSCP"),
        ("*.aria2", "aria2's notes on a download in progress"),
        (".syncthing.*", "transfers in progress: Syncthing"),
        ("~syncthing~*", "transfers in progress: Syncthing"),
        (".stversions/", "old versions kept by Syncthing"),

        (".nfs*", "deleted files that are still open, over NFS"),
        (".fuse_hidden*", "deleted files that are still open, over FUSE"),
        (".Trash-*/", "deleted files: the desktop's trash on another disk"),
        (".DS_Store", "macOS' view settings"),
        ("__MACOSX/", "what macOS adds to an archive"),
        ("Thumbs.db", "Windows' previews"),
        ("desktop.ini", "Windows' view settings"),
        ("@eaDir/", "previews of Synology's disk stations"),
    ]
}
