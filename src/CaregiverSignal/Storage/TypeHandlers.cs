using System.Data;
using System.Globalization;
using Dapper;

namespace CaregiverSignal.Storage;

/// <summary>Instants are text in UTC of one fixed width, days are text: in both databases, so order of text is order of time.</summary>
public static class TypeHandlers
{
    public const string InstantFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    private static readonly Lock once = new();
    private static bool registered;

    public static void Register()
    {
        lock (once)
        {
            if (registered) return;
            foreach (var type in new[] { typeof(DateTimeOffset), typeof(DateTimeOffset?), typeof(DateOnly), typeof(DateOnly?) }) SqlMapper.RemoveTypeMap(type);
            SqlMapper.AddTypeHandler(new Instant());
            SqlMapper.AddTypeHandler(new Day());
            DefaultTypeMap.MatchNamesWithUnderscores = true;
            registered = true;
        }
    }

    private sealed class Instant : SqlMapper.TypeHandler<DateTimeOffset>
    {
        public override void SetValue(IDbDataParameter parameter, DateTimeOffset value) =>
            parameter.Value = value.UtcDateTime.ToString(InstantFormat, CultureInfo.InvariantCulture);

        public override DateTimeOffset Parse(object value) => DateTimeOffset.ParseExact(
            (string)value, InstantFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
    }

    private sealed class Day : SqlMapper.TypeHandler<DateOnly>
    {
        public override void SetValue(IDbDataParameter parameter, DateOnly value) =>
            parameter.Value = value.ToString("O", CultureInfo.InvariantCulture);

        public override DateOnly Parse(object value) => DateOnly.ParseExact((string)value, "O", CultureInfo.InvariantCulture);
    }
}
