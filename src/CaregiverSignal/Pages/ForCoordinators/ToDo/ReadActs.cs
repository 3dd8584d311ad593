using System.Globalization;
using CaregiverSignal.Pages.ForCoordinators.Case;
using CaregiverSignal.Pages.ForCoordinators.Worklist;

namespace CaregiverSignal.Pages.ForCoordinators.ToDo;

/// <summary>What whoever read something decides: that nothing is needed, that they call, or that somebody may not be
/// safe. Words never end by reading alone.</summary>
public static class ReadActs
{
    private static Texts Words => WorklistModel.Words;

    /// <param name="about">What was read, for who hears the page.</param>
    /// <param name="upTo">When the last of it was told, in ticks; null where it cannot grow.</param>
    /// <param name="seesSafety">Who does not is led to what to do, and what was read stays to be read.</param>
    public static IReadOnlyList<RowAct> Of(
        long task,
        long caregiverId,
        string about,
        long? upTo,
        bool seesSafety,
        SiteTime time
    )
    {
        List<(string, string)> fields = upTo is { } last ? [(OwnWordsLine.UpToField, Number(last))] : [];
        var path = $"/taak-klaar/{Number(task)}";
        return
        [
            new(Words["Read.Nothing"], about, path, true) { Fields = fields },
            new(Words["Read.Call"], about, path, true)
            {
                Fields = [.. fields, (nameof(TaskDoneModel.Calls), "true")],
                Day = PromisedCall.NextDay(time),
                LastDay = CallTime.LastDay(time.Today, time.WorkingDays),
            },
            new(
                Words["Read.Safety"],
                about,
                seesSafety
                    ? $"{SafetyModel.PathOf(caregiverId)}?{SafetyModel.ReadField}={Number(task)}&{OwnWordsLine.UpToField}={Number(upTo ?? 0)}"
                    : $"/zaak/{Number(caregiverId)}#{SafetyModel.Id}"
            ),
        ];
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
