using CaregiverSignal.Answers;
using CaregiverSignal.People;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Scores;

/// <summary>Scores the oldest finished response that has no scores yet; false when none waits.</summary>
public sealed class ScoreResponse(Instruments instruments, SiteTime time)
{
    public bool RunOne(Transaction transaction)
    {
        if (ResponseTable.NextUnscored(transaction) is not { } response)
            return false;
        var answers = AnswerTable.Of(transaction, response.Id);

        var instrument = instruments.Get(response.Instrument, response.Version);
        var values = Scoring.Score(instrument, answers);

        if (!ResponseTable.MarkScored(transaction, response.Id, time.Now))
            return true;
        if (instrument.Supply is { } supply)
            UsedFileTable.MarkScored(transaction, instrument, supply, time.Now);
        foreach (var value in values)
            ScoreTable.Add(transaction, response.Id, value, instrument.SetOf(value.Scale));
        CaregiverTable.JudgeFrom(transaction, response.CaregiverId, time.Now);
        return true;
    }
}
