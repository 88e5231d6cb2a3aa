using System.Text;

namespace ShapeGen;

/// <summary>
/// Takes the tokens of a safetensors header from its bytes. The header uses so little of JSON, objects of known depth,
/// strings and whole numbers, that nothing here needs recursion, and whatever else turns up is an error.
/// </summary>
internal sealed class SafeTensorsScanner(byte[] text, int length)
{
    /// <summary>Unlike the default encoding, this one does not replace what is no UTF-8.</summary>
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private int _at;

    /// <summary>The tensor whose entry is being read, for messages.</summary>
    public string? Tensor { get; set; }

    /// <summary>Takes <paramref name="symbol"/>, or fails.</summary>
    public void Take(char symbol)
    {
        if (!TryTake(symbol))
        {
            throw Unexpected($"'{symbol}'");
        }
    }

    /// <summary>Takes <paramref name="symbol"/> if it comes next.</summary>
    public bool TryTake(char symbol)
    {
        SkipSpace();
        if (_at == length || text[_at] != symbol)
        {
            return false;
        }

        _at++;
        return true;
    }

    /// <summary>Takes a comma (true: another item follows) or <paramref name="close"/> (false).</summary>
    public bool TakeSeparator(char close)
    {
        if (TryTake(','))
        {
            return true;
        }

        return TryTake(close) ? false : throw Unexpected($"',' or '{close}'");
    }

    /// <summary>Fails unless only white space is left.</summary>
    public void TakeEnd()
    {
        SkipSpace();
        if (_at != length)
        {
            throw Unexpected("the end of the header");
        }
    }

    /// <summary>Takes a whole number from 0 to 2^63 − 1.</summary>
    public long TakeNumber()
    {
        SkipSpace();
        int start = _at;
        long value = 0;
        for (; _at < length && text[_at] is >= (byte)'0' and <= (byte)'9'; _at++)
        {
            int digit = text[_at] - '0';
            if (value > (long.MaxValue - digit) / 10)
            {
                _at = start;
                throw Fail("the number is larger than 2^63 - 1.");
            }

            value = (value * 10) + digit;
        }

        if (_at == start)
        {
            throw Unexpected("a whole number");
        }

        if (text[start] == '0' && _at > start + 1)
        {
            throw Fail("the number has leading zeros.");
        }

        // What follows is checked by the caller: it takes a comma or a bracket, and finds the dot of 1.5 instead.
        return value;
    }

    /// <summary>Takes a string and resolves its escapes.</summary>
    public string TakeString()
    {
        Take('"');
        int start = _at;
        StringBuilder? resolved = null;
        while (true)
        {
            if (_at == length || text[_at] < 0x20)
            {
                throw Unexpected("a string's closing '\"'");
            }

            if (text[_at] == '"')
            {
                string rest = Decode(start, _at++);
                return resolved is null ? rest : RequireWholeCharacters(resolved.Append(rest).ToString());
            }

            if (text[_at] == '\\')
            {
                resolved ??= new StringBuilder();
                resolved.Append(Decode(start, _at++));
                resolved.Append(TakeEscape());
                start = _at;
            }
            else
            {
                _at++;
            }
        }
    }

    /// <summary>An error at the current position.</summary>
    public SafeTensorsException Fail(string message, Exception? inner = null) => new(
        Tensor is null
            ? $"Header, byte {_at}: {message}"
            : $"Tensor {SafeTensorsText.Quote(Tensor)}, header byte {_at}: {message}",
        inner);

    private SafeTensorsException Unexpected(string expected)
    {
        string found = _at == length ? "the end of the header"
            : text[_at] is > 0x20 and < 0x7F ? $"'{(char)text[_at]}'"
            : $"byte 0x{text[_at]:X2}";
        return Fail($"expected {expected}, found {found}.");
    }

    private void SkipSpace()
    {
        while (_at < length && text[_at] is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r')
        {
            _at++;
        }
    }

    private string Decode(int start, int end)
    {
        try
        {
            return StrictUtf8.GetString(text, start, end - start);
        }
        catch (DecoderFallbackException exception)
        {
            _at = start;
            throw Fail("the string is not valid UTF-8.", exception);
        }
    }

    private char TakeEscape()
    {
        char escape = _at < length ? (char)text[_at++] : '\0';
        switch (escape)
        {
            case '"' or '\\' or '/': return escape;
            case 'b': return '\b';
            case 'f': return '\f';
            case 'n': return '\n';
            case 'r': return '\r';
            case 't': return '\t';
            case 'u' when length - _at >= 4:
                int value = 0;
                for (int end = _at + 4; _at < end; _at++)
                {
                    value = (value << 4) | HexDigit(text[_at]);
                }

                return (char)value;
            default:
                throw Fail("the string holds an unknown escape.");
        }
    }

    private int HexDigit(byte digit) => (char)digit switch
    {
        >= '0' and <= '9' => digit - '0',
        >= 'a' and <= 'f' => digit - 'a' + 10,
        >= 'A' and <= 'F' => digit - 'A' + 10,
        _ => throw Unexpected("a hexadecimal digit"),
    };

    private string RequireWholeCharacters(string value)
    {
        for (int i = 0; i < value.Length; i++)
        {
            if (!char.IsSurrogate(value[i]))
            {
                continue;
            }

            if (i + 1 == value.Length || !char.IsSurrogatePair(value[i], value[++i]))
            {
                throw Fail("the string holds half of a surrogate pair.");
            }
        }

        return value;
    }
}
