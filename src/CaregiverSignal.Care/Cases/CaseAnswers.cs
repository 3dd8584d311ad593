using CaregiverSignal.Answers;
using CaregiverSignal.Questionnaires;

namespace CaregiverSignal.Cases;

/// <param name="Newest">The newest answers to each questionnaire.</param>
/// <param name="OfHelp">Answers about help, newest first.</param>
/// <param name="Gone">Answers that are not theirs, newest first.</param>
public sealed record CaseAnswers(
    IReadOnlyList<DatedAnswer> Newest,
    IReadOnlyList<SaidOfHelp> OfHelp,
    IReadOnlyList<TypedCheckIn> TypedIn,
    IReadOnlyList<Invalidated> Gone
)
{
    internal static async Task<CaseAnswers> Of(Transaction transaction, long id, Instruments instruments) =>
        new(
            await AnswerTable.NewestOfEach(transaction, id),
            await Wishes.Of(transaction, id, instruments),
            await TypedInTable.OfCaregiver(transaction, id),
            await InvalidatedTable.Of(transaction, id)
        );
}
