// SPDX-License-Identifier: GPL-3.0-or-later

/// Character references such as `&amp;`, `&#8217;` and `&#x2019;`.
///
/// The names are those of HTML 4 and the signs and letters of later HTML that stand in running text; what is not known
/// stays as it is written.
enum CharacterReferences {
    /// Appends a run of `source` with its references resolved.
    static func decode(_ source: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, into out: inout [UInt8]) {
        var copied = range.lowerBound
        var index = range.lowerBound
        while index < range.upperBound {
            guard source[index] == UInt8(ascii: "&") else {
                index += 1
                continue
            }
            guard let (scalar, end) = reference(in: source, at: index, until: range.upperBound) else {
                index += 1
                continue
            }
            out += source[copied..<index]
            out += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
            index = end
            copied = end
        }
        out += source[copied..<range.upperBound]
    }

    /// `text` with its references resolved.
    static func decoded(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
        var out: [UInt8] = []
        Array(text.utf8).withUnsafeBufferPointer { decode($0, 0..<$0.count, into: &out) }
        return String(decoding: out, as: UTF8.self)
    }

    private static func reference(
        in source: UnsafeBufferPointer<UInt8>, at start: Int, until end: Int
    ) -> (Unicode.Scalar, Int)? {
        var index = start + 1
        guard index < end else { return nil }
        if source[index] == UInt8(ascii: "#") { return number(in: source, at: index + 1, until: end) }
        // The longest name has 14 letters.
        while index < end, index - start <= 16, source[index].isASCIILetter || source[index].isASCIIDigit { index += 1 }
        let name = source[start + 1..<index]
        if index < end, source[index] == UInt8(ascii: ";") {
            return named[exactKey(name)].map { ($0.scalar, index + 1) }
        }
        // The oldest names do without the semicolon, but `&copyright=` in an address is no sign.
        guard let found = named[exactKey(name)], found.isOld else { return nil }
        return index < end && source[index] == UInt8(ascii: "=") ? nil : (found.scalar, index)
    }

    private static func number(
        in source: UnsafeBufferPointer<UInt8>, at start: Int, until end: Int
    ) -> (Unicode.Scalar, Int)? {
        var index = start
        let isHexadecimal = index < end && source[index].lowercasedASCII == UInt8(ascii: "x")
        if isHexadecimal { index += 1 }
        let digits = index
        var value: UInt32 = 0
        while index < end, let digit = Character(Unicode.Scalar(source[index])).hexDigitValue,
            isHexadecimal || digit < 10
        {
            // Held at a value that is no character: references can be as long as the page.
            value = min(value * (isHexadecimal ? 16 : 10) + UInt32(digit), 0x11_0000)
            index += 1
        }
        guard index > digits else { return nil }
        if index < end, source[index] == UInt8(ascii: ";") { index += 1 }
        return (scalar(numbered: value), index)
    }

    /// What a numeric reference stands for: Windows-1252 is meant below 160, as the HTML standard has it.
    private static func scalar(numbered value: UInt32) -> Unicode.Scalar {
        if (0x80..<0xA0).contains(value) {
            return windows1252[Int(value - 0x80)]
        }
        if value < 0x20, value != 0x09, value != 0x0A { return " " }
        return Unicode.Scalar(value) ?? "\u{FFFD}"
    }

    private static let windows1252 = Array("€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}\u{90}‘’“”•–—˜™š›œ\u{9D}žŸ".unicodeScalars)

    /// Names tell upper from lower case.
    private static func exactKey(_ name: some Sequence<UInt8>) -> UInt64 {
        name.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }

    private struct Named {
        var scalar: Unicode.Scalar
        var isOld: Bool
    }

    private static let named: [UInt64: Named] = {
        var table: [UInt64: Named] = [:]
        for (list, isOld) in [(oldNames, true), (newerNames, false)] {
            for entry in list.split(whereSeparator: \.isWhitespace) {
                let parts = entry.split(separator: "=")
                guard parts.count == 2, let value = UInt32(parts[1], radix: 16), let scalar = Unicode.Scalar(value)
                else {
                    continue
                }
                table[exactKey(parts[0].utf8)] = Named(scalar: scalar, isOld: isOld)
            }
        }
        return table
    }()

    /// The names of HTML 3 with their code points: signs of markup and Latin 1.
    private static let oldNames = """
        quot=22 amp=26 lt=3c gt=3e nbsp=a0 iexcl=a1 cent=a2 pound=a3 curren=a4 yen=a5 brvbar=a6 sect=a7 uml=a8 copy=a9
        ordf=aa laquo=ab not=ac shy=ad reg=ae macr=af deg=b0 plusmn=b1 sup2=b2 sup3=b3 acute=b4 micro=b5 para=b6
        middot=b7 cedil=b8 sup1=b9 ordm=ba raquo=bb frac14=bc frac12=bd frac34=be iquest=bf Agrave=c0 Aacute=c1 Acirc=c2
        Atilde=c3 Auml=c4 Aring=c5 AElig=c6 Ccedil=c7 Egrave=c8 Eacute=c9 Ecirc=ca Euml=cb Igrave=cc Iacute=cd Icirc=ce
        Iuml=cf ETH=d0 Ntilde=d1 Ograve=d2 Oacute=d3 Ocirc=d4 Otilde=d5 Ouml=d6 times=d7 Oslash=d8 Ugrave=d9 Uacute=da
        Ucirc=db Uuml=dc Yacute=dd THORN=de szlig=df agrave=e0 aacute=e1 acirc=e2 atilde=e3 auml=e4 aring=e5 aelig=e6
        ccedil=e7 egrave=e8 eacute=e9 ecirc=ea euml=eb igrave=ec iacute=ed icirc=ee iuml=ef eth=f0 ntilde=f1 ograve=f2
        oacute=f3 ocirc=f4 otilde=f5 ouml=f6 divide=f7 oslash=f8 ugrave=f9 uacute=fa ucirc=fb uuml=fc yacute=fd thorn=fe
        yuml=ff
        """

    private static let newerNames = """
        Tab=9 NewLine=a excl=21 num=23 dollar=24 percnt=25 apos=27 lpar=28 rpar=29 ast=2a plus=2b comma=2c period=2e
        sol=2f colon=3a semi=3b equals=3d quest=3f commat=40 lsqb=5b rsqb=5d lowbar=5f abreve=103 aogon=105 Cacute=106
        cacute=107 Ccaron=10c ccaron=10d Dstrok=110 dstrok=111 eogon=119 ecaron=11b Gbreve=11e gbreve=11f Idot=130
        imath=131 Lstrok=141 lstrok=142 nacute=144 odblac=151 OElig=152 oelig=153 rcaron=159 Sacute=15a sacute=15b
        Scedil=15e scedil=15f Scaron=160 scaron=161 uring=16f udblac=171 Yuml=178 zacute=17a Zdot=17b zdot=17c Zcaron=17d
        zcaron=17e fnof=192 circ=2c6 tilde=2dc Alpha=391 Beta=392 Gamma=393 Delta=394 Epsilon=395 Zeta=396 Eta=397
        Theta=398 Iota=399 Kappa=39a Lambda=39b Mu=39c Nu=39d Xi=39e Omicron=39f Pi=3a0 Rho=3a1 Sigma=3a3 Tau=3a4
        Upsilon=3a5 Phi=3a6 Chi=3a7 Psi=3a8 Omega=3a9 alpha=3b1 beta=3b2 gamma=3b3 delta=3b4 epsilon=3b5 zeta=3b6 eta=3b7
        theta=3b8 iota=3b9 kappa=3ba lambda=3bb mu=3bc nu=3bd xi=3be omicron=3bf pi=3c0 rho=3c1 sigmaf=3c2 sigma=3c3
        tau=3c4 upsilon=3c5 phi=3c6 chi=3c7 psi=3c8 omega=3c9 thetasym=3d1 upsih=3d2 piv=3d6 ensp=2002 emsp=2003
        numsp=2007 puncsp=2008 thinsp=2009 ZeroWidthSpace=200b zwnj=200c zwj=200d lrm=200e rlm=200f dash=2010 hyphen=2010
        ndash=2013 mdash=2014 horbar=2015 lsquo=2018 rsquo=2019 rsquor=2019 sbquo=201a ldquo=201c rdquo=201d rdquor=201d
        bdquo=201e dagger=2020 Dagger=2021 bull=2022 hellip=2026 permil=2030 prime=2032 Prime=2033 lsaquo=2039
        rsaquo=203a oline=203e frasl=2044 euro=20ac image=2111 weierp=2118 real=211c trade=2122 alefsym=2135 larr=2190
        uarr=2191 rarr=2192 darr=2193 harr=2194 crarr=21b5 lArr=21d0 uArr=21d1 rArr=21d2 dArr=21d3 hArr=21d4 forall=2200
        part=2202 exist=2203 empty=2205 nabla=2207 isin=2208 notin=2209 ni=220b prod=220f sum=2211 minus=2212 lowast=2217
        radic=221a prop=221d infin=221e ang=2220 and=2227 or=2228 cap=2229 cup=222a int=222b there4=2234 sim=223c
        cong=2245 asymp=2248 ne=2260 equiv=2261 le=2264 ge=2265 sub=2282 sup=2283 nsub=2284 sube=2286 supe=2287
        oplus=2295 otimes=2297 perp=22a5 sdot=22c5 lceil=2308 rceil=2309 lfloor=230a rfloor=230b lang=2329 rang=232a
        loz=25ca starf=2605 phone=260e spades=2660 clubs=2663 hearts=2665 diams=2666 check=2713
        """
}
