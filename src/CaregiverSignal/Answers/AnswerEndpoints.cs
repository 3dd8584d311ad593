namespace CaregiverSignal.Answers;

public static class AnswerEndpoints
{
    public static void MapAnswers(this IEndpointRouteBuilder routes) => ArgumentNullException.ThrowIfNull(routes);
}
