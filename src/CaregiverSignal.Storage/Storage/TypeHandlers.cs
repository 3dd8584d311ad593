using System.Data;
using System.Globalization;
using Dapper;

namespace CaregiverSignal.Storage;

/// <summary>
/// How instants and days are stored: as text, instants in UTC and of one fixed width, so that text order is time order
/// in every database; and how Dapper reads them.
/// </summary>
public static class TypeHandlers
{
    /// <summary>Tells Dapper, for the whole program; once.</summary>
    internal static void Register()
    {
        Read(value => Instant((string)value));
        Read(value => DateOnly.ParseExact((string)value, "O", CultureInfo.InvariantCulture));
        // Both databases give whole numbers of 64 bits for these, and SQLite any type in a column without one.
        Read(value => Convert.ToInt64(value, CultureInfo.InvariantCulture));
        Read(value => Convert.ToInt32(value, CultureInfo.InvariantCulture));
        Read(value => Convert.ToInt64(value, CultureInfo.InvariantCulture) != 0);
        Read(value => Convert.ToDouble(value, CultureInfo.InvariantCulture));
        Read(value => Convert.ToString(value, CultureInfo.InvariantCulture)!);
        SqlMapper.TypeMapProvider = RowParser.WithoutCodes;
        DefaultTypeMap.MatchNamesWithUnderscores = true;
    }

    /// <summary>An instant as it is stored, cut to milliseconds.</summary>
    public static string Text(DateTimeOffset instant) =>
        string.Create(
            24,
            instant.UtcDateTime,
            static (text, time) =>
            {
                // The round-trip format needs no pattern, which makes it several times as fast as our own format.
                Span<char> full = stackalloc char[28];
                time.TryFormat(full, out _, "O", CultureInfo.InvariantCulture);
                full[..23].CopyTo(text);
                text[23] = 'Z';
            }
        );

    /// <summary>Reads a stored instant, digit by digit: every step of a form reads a handful of them.</summary>
    /// <exception cref="FormatException">The text is not in the stored form.</exception>
    public static DateTimeOffset Instant(string text)
    {
        if (
            text.Length != 24
            || (text[4], text[7], text[10], text[13], text[16], text[19], text[23])
                != ('-', '-', 'T', ':', ':', '.', 'Z')
        )
            throw new FormatException("An instant in the store has another form than yyyy-MM-ddTHH:mm:ss.fffZ.");
        return new DateTimeOffset(
            Digits(0, 4),
            Digits(5, 2),
            Digits(8, 2),
            Digits(11, 2),
            Digits(14, 2),
            Digits(17, 2),
            Digits(20, 3),
            TimeSpan.Zero
        );

        int Digits(int from, int count) =>
            int.Parse(text.AsSpan(from, count), NumberStyles.None, CultureInfo.InvariantCulture);
    }

    /// <summary>The same of a text that may be something else, as in a file that people can reach.</summary>
    /// <returns>Null when it is no instant in the stored form.</returns>
    public static DateTimeOffset? InstantOrNull(string text) =>
        DateTimeOffset.TryParseExact(
            text,
            "yyyy-MM-dd'T'HH:mm:ss.fff'Z'",
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var instant
        )
            ? instant
            : null;

    /// <summary>
    /// Has Dapper ask us, and not its own table of types, which comes first: before a row with such a value is read.
    /// </summary>
    internal static void Read<T>(Func<object, T> read)
        where T : notnull
    {
        SqlMapper.RemoveTypeMap(typeof(T));
        if (typeof(T).IsValueType)
            SqlMapper.RemoveTypeMap(typeof(Nullable<>).MakeGenericType(typeof(T)));
        SqlMapper.AddTypeHandler(typeof(T), new Reading<T>(read));
    }

    /// <summary>
    /// A type handler of our own, as Dapper's base class cannot read a lone null, as in <c>select min(at)</c>.
    /// </summary>
    private sealed class Reading<T>(Func<object, T> read) : SqlMapper.ITypeHandler
        where T : notnull
    {
        public void SetValue(IDbDataParameter parameter, object value) =>
            throw new NotSupportedException("Values are bound by Statements.");

        public object? Parse(Type destinationType, object value) =>
            value switch
            {
                DBNull => null,
                T known => known,
                _ => read(value),
            };
    }
}
