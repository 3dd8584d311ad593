using System.Globalization;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Desk.Case;

/// <summary>An agreement about one person as the coordinator types it.</summary>
public sealed class TypedAgreement
{
    /// <summary>The most days for which a kind may be muted: a month, as nurses could in lesson L-61.</summary>
    public const int LongestMute = 30;

    /// <summary><c>mute:level</c>, <c>interval:3</c> or <c>sooner</c>.</summary>
    public string What { get; set; } = "";

    /// <summary>The last day on which it holds.</summary>
    public DateOnly? Last { get; set; }

    public string Reason { get; set; } = "";

    /// <summary>Every kind of finding that can be muted: all but a request to be called.</summary>
    public static IReadOnlyList<SignalKind> Mutable =>
        [.. WarningSigns.All.Select(sign => sign.Kind).Distinct().Where(kind => kind != SignalKind.Request).Order()];

    /// <summary>What is asked; null while it is nothing that can be agreed.</summary>
    public Agreement? Asked
    {
        get
        {
            if (Mutable.Select(kind => kind.Code()).FirstOrDefault(kind => What == "mute:" + kind) is { } muted)
                return new Agreement { Kind = AgreementKind.Mute, Subject = muted };
            if (LessOften.Choices.FirstOrDefault(months => What == "interval:" + Number(months)) is var months and > 0)
                return new Agreement { Kind = AgreementKind.Interval, Value = months };
            return null;
        }
    }

    public DateOnly LatestOn(DateOnly today) =>
        Asked?.Kind == AgreementKind.Mute ? today.AddDays(LongestMute) : today.AddMonths(LessOften.LongestMonths);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
