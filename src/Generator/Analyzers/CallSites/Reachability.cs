using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ShapeGen.Generator.Analyzers.CallSites;

/// <summary>
/// Tells whether a call is run whenever its member is: what stands under a condition that is surely false, or that looks
/// at the lengths itself, is right however wrong its buffers are.
/// </summary>
internal sealed class Reachability(ConditionReader conditions)
{
    public bool IsGuarded(IOperation call) => IsUnreachable(call) || WaysTo(call).Any(IsClosed);

    /// <summary>The compiler sees constants and ends of control flow itself.</summary>
    private static bool IsUnreachable(IOperation call)
    {
        StatementSyntax? statement = call.Syntax.FirstAncestorOrSelf<StatementSyntax>();
        return statement is { Parent: BlockSyntax or SwitchSectionSyntax or StatementSyntax or ElseClauseSyntax or GlobalStatementSyntax }
            and not (BlockSyntax or LocalFunctionStatementSyntax)
            && call.SemanticModel!.AnalyzeControlFlow(statement) is { Succeeded: true, StartPointIsReachable: false };
    }

    /// <summary>The operation and those around it, up to the member's or local function's body: that may be called from anywhere.</summary>
    private static IEnumerable<IOperation> WaysTo(IOperation call)
    {
        for (IOperation current = call; current.Parent is not (null or ILocalFunctionOperation); current = current.Parent)
        {
            yield return current;
        }
    }

    /// <summary>Whether its parent may never come to an operation.</summary>
    private bool IsClosed(IOperation operation) => operation.Parent switch
    {
        IConditionalOperation choice when operation == choice.WhenTrue => conditions.MayBeOtherThan(true, choice.Condition),
        IConditionalOperation choice when operation == choice.WhenFalse => conditions.MayBeOtherThan(false, choice.Condition),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } both when operation == both.RightOperand => conditions.MayBeOtherThan(true, both.LeftOperand),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr } either when operation == either.RightOperand => conditions.MayBeOtherThan(false, either.LeftOperand),
        IWhileLoopOperation { ConditionIsTop: true, Condition: { } condition } loop when operation == loop.Body => conditions.Read(condition, 0) == false,
        IForLoopOperation { Condition: { } condition } loop when operation == loop.Body => conditions.Read(condition, 0) == false,
        ISwitchCaseOperation { Parent: ISwitchOperation selection } section when section.Body.Contains(operation) => IsClosed(selection, section) || FollowsExit(section.Body, operation),
        ISwitchExpressionArmOperation { Parent: ISwitchExpressionOperation selection } arm when operation == arm.Value => IsClosed(selection, arm),
        IBlockOperation block => FollowsExit(block.Operations, operation),
        _ => false,
    };

    /// <summary>A number that is known, or a buffer whose length is, chooses its section by itself; others may be any.</summary>
    private bool IsClosed(ISwitchOperation selection, ISwitchCaseOperation section)
    {
        bool isChosen = section.Clauses.Any(clause => Matches(selection.Value, clause) == true);
        return !isChosen && (section.Clauses.All(clause => Matches(selection.Value, clause) == false) || conditions.MayBeOtherThan(true, selection.Value));
    }

    private bool? Matches(IOperation value, ICaseClauseOperation clause) => clause switch
    {
        ISingleValueCaseClauseOperation single => conditions.ReadEqual(value, single.Value),
        IPatternCaseClauseOperation { Guard: null } pattern => conditions.ReadPattern(value, pattern.Pattern, 0),
        _ => null,
    };

    private bool IsClosed(ISwitchExpressionOperation selection, ISwitchExpressionArmOperation arm)
    {
        bool isClosed = conditions.ReadPattern(selection.Value, arm.Pattern, 0) is { } matches ? !matches : conditions.MayBeOtherThan(true, selection.Value);
        return isClosed || (arm.Guard is { } guard && conditions.MayBeOtherThan(true, guard));
    }

    /// <summary>Whether an <c>if</c> before an operation, in the same list, may leave it.</summary>
    private bool FollowsExit(IEnumerable<IOperation> operations, IOperation operation) => operations
        .TakeWhile(before => before != operation)
        .OfType<IConditionalOperation>()
        .Any(choice => (IsExit(choice.WhenTrue) && conditions.MayBeOtherThan(false, choice.Condition)) || (IsExit(choice.WhenFalse) && conditions.MayBeOtherThan(true, choice.Condition)));

    private static bool IsExit(IOperation? operation) => operation switch
    {
        IBlockOperation { Operations: { Length: > 0 } body } => IsExit(body[body.Length - 1]),
        IExpressionStatementOperation statement => statement.Operation is IThrowOperation,
        IReturnOperation or IThrowOperation or IBranchOperation => true,
        _ => false,
    };
}
