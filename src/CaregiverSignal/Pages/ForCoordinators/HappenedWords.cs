using CaregiverSignal.Cases;

namespace CaregiverSignal.Pages.ForCoordinators;

/// <summary>An event and its person, such as "Moeder viel (13 okt)".</summary>
public static class HappenedWords
{
    private static readonly Texts Words = Texts.Of(typeof(HappenedWords));

    /// <summary>By the caregiver's name for them or their relation, such as "moeder" or "een ouder".</summary>
    /// <param name="care">Null if it could be any of several.</param>
    public static string Whom(CareFacts? care)
    {
        if (care?.Called is not { } called)
            return Words["Whom." + (care?.Relation?.Code() ?? "somebody")];
        // The reader's mother is somebody else.
        var (shown, mine) = (DisplayText.Visible(called), Words["Mine"]);
        return shown.StartsWith(mine, StringComparison.OrdinalIgnoreCase) ? shown[mine.Length..] : shown;
    }

    /// <summary>The care that an event concerns: that of its situation, or the only one.</summary>
    public static CareFacts? CareOf(CareEvent careEvent, IEnumerable<SharedCare> cares)
    {
        List<CareFacts> known = [.. cares.Select(care => care.Caring).Where(care => !care.IsEmpty)];
        return known.Find(care => care.Situation is { } code && code == careEvent.Situation)
            ?? (known is [var only] ? only : null);
    }

    public static bool IsOfWhom(EventKind kind) => Words.Has("Did." + kind.Code());

    /// <summary>The same addressed to the caregiver: "uw moeder viel".</summary>
    public static string ToThem(EventKind kind, CareFacts? care)
    {
        var whom = Whom(care);
        return Words[
            "Did." + kind.Code(),
            (
                "wie",
                care?.Called is null ? Words["Yours." + (care?.Relation?.Code() ?? "somebody")]
                : whom == DisplayText.Visible(care.Called) ? whom
                : Words["Yours"] + whom
            )
        ];
    }

    public static string Of(EventKind kind, CareFacts? care) =>
        IsOfWhom(kind) ? Texts.Capital(Words["Did." + kind.Code(), ("wie", Whom(care))]) : EventWords.Capital(kind);

    public static string Of(EventKind kind, CareFacts? care, DateOnly day, DateOnly today) =>
        $"{Of(kind, care)} ({Texts.ShortDay(day, today)})";
}
